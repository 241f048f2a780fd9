package dev.shm.crash;

import dev.shm.testkit.Child;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the steps of this process and kills it before the one that was asked for.
 *
 * <p>A step is what others can see: a store, a CAS, a change of a file or of a lock on it, the wake-up of a sleeper. To die
 * before a read would be to die before the step behind it.
 */
public final class CrashPoint {
    private static final String MOURNER = "dev.shm mourner";
    private static final AtomicInteger STEPS = new AtomicInteger();

    private static volatile int fatal;
    private static volatile boolean everyPlainStore;
    private static volatile boolean mournerToo;
    private static volatile boolean dying;
    private static volatile boolean plainBefore;

    private CrashPoint() {}

    /**
     * Begins to count.
     *
     * @param step before which one to die, from 1
     * @param every whether each plain store is a step; else each row of them is one
     */
    public static void arm(int step, boolean every) {
        everyPlainStore = every;
        plainBefore = false;
        STEPS.set(0);
        fatal = step;
    }

    /** Counts the steps of the mourner, too: else when it looks would decide what the N-th step is. */
    public static void countMourner() {
        mournerToo = true;
    }

    /** Counts no longer. */
    public static void disarm() {
        fatal = 0;
    }

    /** One step is about to be taken. */
    static void step(String what) {
        count(what, false);
    }

    /** A store that is published by a later one. */
    static void plainStep(String what) {
        count(what, true);
    }

    /** The process reads: not if it is dead already and only not yet told so. */
    static void read() {
        while (dying) {
            LockSupport.park();
        }
    }

    private static void count(String what, boolean plain) {
        read();
        if (fatal == 0 || !mournerToo && MOURNER.equals(Thread.currentThread().getName())) {
            return;
        }
        boolean counts = !plain || everyPlainStore || !plainBefore;
        plainBefore = plain;
        if (counts && STEPS.incrementAndGet() == fatal) {
            dying = true;
            Child.say("dies before " + what);
            Child.killMyself();
        }
    }
}
