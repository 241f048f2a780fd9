package dev.shm.sync;

import dev.shm.robust.Mourned;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which threads of this JVM read, and how often each has come in again. The first one of the process, which is mostly the
 * only one, is kept in a field; each other one has a counter of its own, as in {@code ReentrantReadWriteLock}.
 */
final class ReadHolds implements Mourned {
    private final String name;
    private final Runnable leave;
    private final Set<Counter> counters = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Counter> own = new ThreadLocal<>();
    /* Written by the first one only, before and behind what it has of the share; read plainly by all: a thread that finds
     * itself here has written it itself. */
    private Thread first;
    private int firstHolds;

    /**
     * Those of one lock.
     *
     * @param name of the lock, for messages
     * @param leave takes back what one thread has in the share of the process
     */
    ReadHolds(String name, Runnable leave) {
        this.name = name;
        this.leave = leave;
    }

    private static final class Counter {
        final Thread thread = Thread.currentThread();
        volatile int holds;
    }

    /** Counts the current thread once more, if it reads already; says whether it does. */
    boolean again() {
        if (first == Thread.currentThread()) {
            firstHolds = more(firstHolds);
            return true;
        }
        if (counters.isEmpty()) {
            return false;
        }
        Counter counter = own.get();
        if (counter == null || counter.holds == 0) {
            return false;
        }
        counter.holds = more(counter.holds);
        return true;
    }

    private int more(int holds) {
        if (holds == Integer.MAX_VALUE) {
            throw new IllegalStateException(
                    "too many holds: read lock=" + name + ", holds=" + holds + "; unlock it as often as it is locked");
        }
        return holds + 1;
    }

    /**
     * The current thread reads now.
     *
     * @param alone whether no other thread of the process did when it came in
     */
    void enter(boolean alone) {
        if (alone) {
            firstHolds = 1;
            first = Thread.currentThread();
            return;
        }
        Counter counter = own.get();
        if (counter == null) {
            counter = new Counter();
            own.set(counter);
        }
        counter.holds = 1;
        counters.add(counter);
    }

    /** Takes back one hold of the current thread; with the last of them it leaves. */
    void exit() {
        if (first == Thread.currentThread()) {
            if (--firstHolds == 0) {
                first = null;
                leave.run();
            }
            return;
        }
        Counter counter = own.get();
        if (counter == null || counter.holds == 0) {
            throw new IllegalMonitorStateException("does not read: read lock=" + name + ", thread="
                    + Thread.currentThread().getName() + "; only a thread that locked it may unlock it");
        }
        if (--counter.holds == 0) {
            leave.run();
        }
    }

    /** How often the current thread has come in. */
    int ofCurrent() {
        if (first == Thread.currentThread()) {
            return firstHolds;
        }
        Counter counter = counters.isEmpty() ? null : own.get();
        return counter == null ? 0 : counter.holds;
    }

    /** The name of a thread that reads; null if none does. */
    String anyThread() {
        Thread reader = first;
        if (reader != null) {
            return reader.getName();
        }
        for (Counter counter : counters) {
            if (counter.holds > 0) {
                return counter.thread.getName();
            }
        }
        return null;
    }

    // ---- for the mourner ----

    @Override
    public boolean isOwnedHere() {
        return first != null || !counters.isEmpty();
    }

    @Override
    public boolean isAwaited() {
        return false;
    }

    /** Takes back what threads have that have ended. */
    @Override
    public synchronized void visit() {
        Thread reader = first;
        if (reader != null && !reader.isAlive()) {
            first = null;
            leaveFor(reader);
        }
        for (Counter counter : counters) {
            if (!counter.thread.isAlive()) {
                counters.remove(counter);
                if (counter.holds > 0) {
                    leaveFor(counter.thread);
                }
            }
        }
    }

    private void leaveFor(Thread ended) {
        System.getLogger("dev.shm.sync")
                .log(
                        System.Logger.Level.WARNING,
                        "a thread ended while it read: read lock=" + name + ", thread=" + ended.getName());
        leave.run();
    }

    @Override
    public void wakeLocal() {
        // nobody waits for it
    }
}
