package dev.shm.pool;

import dev.shm.pool.protocol.Work;

/** The functions of users as workers call them. */
final class Calls {
    private static final Object[] NOTHING = {};

    private Calls() {}

    /** What a process does. */
    record Body(ProcessBody body) implements Work {
        @Override
        public Object[] run(Object[] arguments) throws Exception {
            body.run();
            return NOTHING;
        }
    }
}
