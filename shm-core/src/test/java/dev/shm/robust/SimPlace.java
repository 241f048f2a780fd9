package dev.shm.robust;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/**
 * A place in the code from which on a thread needs nothing of what stands on its stack, and what its process remembers
 * there: runs that come to equal ones go on alike.
 *
 * @param step what the thread does next
 * @param code where in the acquisition's loop that is; 0 at a place that its step tells
 * @param memories of the process
 */
record SimPlace(SimOperation step, int code, long memories) {
    private static final StackWalker STACK = StackWalker.getInstance();

    /** The place at which the current thread is; null if it isn't one. */
    static SimPlace of(SimOperation step, long memories) {
        return switch (step.kind()) {
            case BEGIN, SLEEP -> new SimPlace(step, 0, memories);
            case GET ->
                step.offset() == RobustLayout.WORD_OFFSET
                        ? look().map(frame -> new SimPlace(step, frame.getByteCodeIndex(), memories))
                                .orElse(null)
                        : null;
            default -> null;
        };
    }

    /** Where {@link Acquisition#await} looks at the word: the beginning of its loop, or its end. */
    private static Optional<StackFrame> look() {
        return STACK.walk(frames -> frames.dropWhile(
                        frame -> !frame.getMethodName().equals("word"))
                .skip(1)
                .findFirst()
                .filter(frame -> frame.getClassName().equals(Acquisition.class.getName())
                        && frame.getMethodName().equals("await")));
    }
}
