package dev.shm.robust;

/** The conditions of one lock, by number. */
public final class Conditions {
    /** Those of a lock that has none. */
    static final Conditions NONE = new Conditions(null, 0);

    private final RobustLock lock;
    private final RobustCondition[] made;
    /* The wake-ups that the owner owes one of them: how many, and the condition's number + 1 in the low byte. */
    private long due;
    private Runnable whenBack;
    private boolean mourned;
    private boolean closed;

    Conditions(RobustLock lock, int count) {
        this.lock = lock;
        this.made = new RobustCondition[count];
    }

    /** {@return how many a lock has} */
    public int count() {
        return made.length;
    }

    /**
     * One of them.
     *
     * @param index 0 to {@link #count()} - 1
     * @return the same at every call
     * @throws IllegalArgumentException if there is none of that number
     * @throws UnsupportedOperationException if the lock has none, as those of a stripe
     * @throws IllegalStateException if the lock is closed
     */
    public synchronized RobustCondition get(int index) {
        if (made.length == 0) {
            throw new UnsupportedOperationException(
                    "a lock of a stripe has no conditions; make an InterProcessLock, which has");
        }
        if (index < 0 || index >= made.length) {
            throw new IllegalArgumentException("no such condition: lock=" + lock + ", index=" + index + "; a lock has "
                    + made.length + ", from 0");
        }
        if (made[index] == null) {
            if (closed) {
                throw new IllegalStateException("closed: lock=" + lock + "; its space is closed");
            }
            made[index] = new RobustCondition(lock, index);
            if (mourned) {
                Mourner.get().add(made[index]);
            }
        }
        return made[index];
    }

    /** Has something done by each thread that is back from waiting and owns the lock again. To be called before any waits. */
    public void whenBack(Runnable action) {
        whenBack = action;
    }

    void back() {
        if (whenBack != null) {
            whenBack.run();
        }
    }

    /** Wakes who waits when the lock is released: sooner they would only run into it. Called by the owner. */
    void wakeAtRelease(int index, int count) {
        if (due != 0 && (due & 0xFF) != index + 1) {
            wake(takeDue());
        }
        due = Math.min((due >>> 8) + count, Integer.MAX_VALUE) << 8 | index + 1;
    }

    /** What is due; nothing is any more. Called by the owner. */
    long takeDue() {
        long was = due;
        if (was != 0) {
            due = 0;
        }
        return was;
    }

    /** Wakes those whom it was due to wake. */
    void wake(long wasDue) {
        made[(int) (wasDue & 0xFF) - 1].wake((int) (wasDue >>> 8));
    }

    /** Lets all go who wait for any of them: a dead owner may have been about to signal. Called by its heir. */
    void letGoAfterDeath() {
        for (int index = 0; index < made.length; index++) {
            RobustCondition.letGoAfterDeath(lock, index);
        }
    }

    /** Has the mourner look after them, all of which are still to be made. */
    synchronized void open() {
        mourned = true;
    }

    /** Who waits gets an exception. */
    synchronized void close() {
        closed = true;
        for (RobustCondition condition : made) {
            if (condition != null) {
                condition.close();
            }
        }
    }
}
