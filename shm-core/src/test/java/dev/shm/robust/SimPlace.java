package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;
import java.lang.StackWalker.StackFrame;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A place in the code from which on a thread needs nothing of what stands on its stack, and what its process remembers
 * there: runs that come to equal ones go on alike.
 *
 * @param step what the thread does next
 * @param code where in the lock's code that is; 0 at a place that its step tells
 * @param memories of the process
 */
record SimPlace(SimOperation step, int code, long memories) {
    static final int UNKNOWN = Integer.MIN_VALUE;
    private static final StackWalker STACK = StackWalker.getInstance();

    /** From the inside out: where a thread needs nothing that it has read, but what its step says. */
    private static final Set<String> FORGETFUL = Set.of(
            "GET word: word await",
            "GET word: word keepOthersOut come await",
            "GET word: word ownWord releaseFlagged release unlock",
            "GET tail: enter come await",
            "COMPARE_AND_SET place: sleep sleep await",
            "COMPARE_AND_SET word: addFlag keepOthersOut come await",
            "COMPARE_AND_SET word: take tryTake await");

    /** The place at which the current thread is; null if it isn't one. */
    static SimPlace of(SimOperation step, long memories) {
        return switch (step.kind()) {
            case BEGIN, ENTER, LEAVE, SLEEP -> new SimPlace(step, 0, memories);
            case GET, COMPARE_AND_SET -> inLock(step, memories);
            default -> null;
        };
    }

    /** The code of a step that is at one of the places which a program knows; {@link #UNKNOWN} if it isn't. */
    static int codeOf(SimOperation step, SimProgram program) {
        if (program.forgetful().isEmpty() || step.kind() != Kind.COMPARE_AND_SET && step.kind() != Kind.SLEEP) {
            return UNKNOWN;
        }
        String where = step.kind() == Kind.SLEEP ? "" : " " + program.memory().name(step.offset());
        StringJoiner text = new StringJoiner(" ", step.kind() + where + ": ", "");
        int[] code = {1};
        STACK.walk(frames -> {
            frames.dropWhile(SimPlace::isSimulation)
                    .takeWhile(frame ->
                            !frame.getClassName().equals(program.getClass().getName()))
                    .forEach(frame -> {
                        text.add(frame.getMethodName());
                        code[0] = 31 * code[0] + frame.getByteCodeIndex();
                    });
            return null;
        });
        return program.forgetful().contains(text.toString()) ? code[0] : UNKNOWN;
    }

    private static SimPlace inLock(SimOperation step, long memories) {
        StringJoiner text = new StringJoiner(" ", step.kind() + " " + what(step) + ": ", "");
        int[] code = {0};
        STACK.walk(frames -> {
            frames.dropWhile(SimPlace::isSimulation)
                    .takeWhile(frame ->
                            !isSimulation(frame) && !frame.getMethodName().startsWith("lock"))
                    .forEach(frame -> {
                        text.add(frame.getMethodName());
                        code[0] = 31 * code[0] + frame.getByteCodeIndex();
                    });
            return null;
        });
        return FORGETFUL.contains(text.toString()) ? new SimPlace(step, code[0], memories) : null;
    }

    private static String what(SimOperation step) {
        return SimLockMemory.isPlace(step.offset()) ? "place" : SimLockMemory.MEMORY.name(step.offset());
    }

    private static boolean isSimulation(StackFrame frame) {
        return frame.getClassName().contains(".Sim");
    }
}
