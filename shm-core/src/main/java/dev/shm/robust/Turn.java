package dev.shm.robust;

/** One thread's place among those that want a lock: when it may take it, and how it sleeps until then. */
abstract class Turn {
    final RobustLock lock;
    private boolean slept;

    Turn(RobustLock lock) {
        this.lock = lock;
    }

    static Turn at(RobustLock lock) {
        FairQueue queue = lock.queue();
        return queue == null ? new BargingTurn(lock) : new FairTurn(lock, queue);
    }

    /** Gets in line, if it isn't. To be called before each look. */
    abstract void come();

    /** Whether it may take a word that is to be had. */
    abstract boolean isMine(long word);

    /** Whether it is worth while to look again before it sleeps. */
    abstract boolean isNear();

    /** Whether one that does not wait may take it, in spite of those who do. */
    abstract boolean isMineAtOnce();

    /** Sleeps until there may be something to see. */
    abstract void sleep(long word, long nanos, boolean interruptible);

    /** Which of W and S the word must have when it is taken. */
    abstract long flags(long word);

    /** It was taken. */
    abstract void took();

    /** It neither waits nor wants the lock any more; somebody else may have to be told. */
    abstract void giveUp();

    /** Whether it has had to sleep. */
    boolean hasSlept() {
        return slept;
    }

    /** To be called before each sleep, when it waits in every respect; says whether it is the first. */
    final boolean beginSleeping() {
        if (slept) {
            return false;
        }
        slept = true;
        lock.vigil().beginSleeping();
        return true;
    }

    /** Whatever the outcome. */
    final void end(boolean acquired) {
        try {
            if (slept) {
                lock.vigil().endSleeping();
            }
        } finally {
            if (!acquired) {
                giveUp();
            }
        }
    }
}
