package dev.shm.demos;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;

/** A JVM of a demo that several do {@link Together}. */
public final class TogetherWorker {
    private TogetherWorker() {}

    /**
     * Called by the parent.
     *
     * @param arguments see {@link Member}; behind them the name of the demo's class
     * @throws ReflectiveOperationException if there is no such class
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Together demo = (Together) Class.forName(arguments[Member.ARGUMENTS])
                .getDeclaredConstructor()
                .newInstance();
        Member.run(arguments, new Member.Job() {
            @Override
            public Work in(SharedSpace space, SharedLong share, long steps) {
                return demo.work(space, share, steps);
            }
        });
    }
}
