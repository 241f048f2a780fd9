package dev.shm.robust;

/** A run of a process up to a moment, for what it does next. */
interface SimReplay {
    /** By thread, what it does next; null: it has ended. */
    SimOperation[] next();

    /** Equal to that of another run: the same follows, whatever was before. Null: nothing is known. */
    SimPlace place();

    /** What a thread has thrown, or null. */
    Throwable failure();

    /** Fails if a thread does not do the same as when it came here first. */
    static void requireSame(SimOperation first, SimOperation now) {
        if (!first.equals(now)) {
            throw new AssertionError(
                    "the code of a process depends on more than what it learns: first " + first + ", then " + now);
        }
    }

    /** Ends a thread that has come to the end of what it has learnt: whatever it does on its way out is not done. */
    final class Paused extends Error {
        private static final long serialVersionUID = 1;
        static final Paused PAUSED = new Paused();

        private Paused() {
            super(null, null, false, false);
        }
    }
}
