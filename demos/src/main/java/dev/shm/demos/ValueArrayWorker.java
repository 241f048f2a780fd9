package dev.shm.demos;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;

/** A JVM of {@code shm demo value-array}. */
public final class ValueArrayWorker {
    private ValueArrayWorker() {}

    /**
     * Called by the parent.
     *
     * @param arguments see {@link Member}
     */
    public static void main(String[] arguments) {
        Member.run(arguments, new Member.Job() {
            @Override
            public Work in(SharedSpace space, SharedLong share, long steps) {
                return new Negator(space, share, steps);
            }
        });
    }
}
