package dev.shm.robust;

import dev.shm.memory.RegionDamagedException;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread per JVM that looks after the words on behalf of those who sleep: every 8 ms at each word that somebody in this
 * JVM waits for, every 100 ms at each that somebody in this JVM owns. So no sleeper depends on a wake-up from a process that
 * may be dead, and a thousand sleepers cost what one costs.
 *
 * <p>It also ticks the coarse clock and takes care, once a second, that this JVM's life is still on record.
 */
public final class Mourner {
    private static final long WAITING_NANOS = 8_000_000;
    private static final long IDLE_NANOS = 100_000_000;
    private static final int IDLE_LOOKS_PER_UPKEEP = 10;
    private static final int MOST_WAKE_UPS = 1000;
    private static final long WAKE_UP_EVERY_NANOS = 1_000_000;
    private static final Mourner MOURNER = new Mourner();

    private final Set<Mourned> all = ConcurrentHashMap.newKeySet();
    private final Set<Runnable> upkeep = ConcurrentHashMap.newKeySet();
    private volatile Thread thread;
    private volatile boolean hurried;

    private Mourner() {}

    /** {@return the one of this JVM} */
    public static Mourner get() {
        return MOURNER;
    }

    /**
     * Runs something about once a second until it is {@linkplain #removeUpkeep removed}. The mourner's thread lives as long
     * as there is any.
     *
     * @param task must not block
     */
    public synchronized void addUpkeep(Runnable task) {
        upkeep.add(task);
        if (thread == null) {
            CoarseClock.tick();
            thread = new Rounds();
            thread.start();
        }
    }

    /**
     * Ends what {@link #addUpkeep} began.
     *
     * @param task as given
     */
    public synchronized void removeUpkeep(Runnable task) {
        upkeep.remove(task);
        if (upkeep.isEmpty()) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Looks after something until it is {@linkplain #dismiss dismissed}.
     *
     * @param word what
     */
    public void add(Mourned word) {
        all.add(word);
    }

    /**
     * Forgets a word whose memory is closed, and wakes who waits for it. Who is just about to sleep misses a wake-up: so until
     * all have looked, or one of them does not get to run.
     *
     * @param word as added
     */
    public void dismiss(Mourned word) {
        all.remove(word);
        for (int i = 0; word.isAwaited() && i < MOST_WAKE_UPS; i++) {
            try {
                word.wakeLocal();
            } catch (IllegalStateException | RegionDamagedException e) {
                // There is none yet, and can't be any more: who was about to sleep finds the memory closed.
            }
            LockSupport.parkNanos(WAKE_UP_EVERY_NANOS);
        }
    }

    /** Somebody begins to wait: look at once, and often from now on. */
    void hurry() {
        if (!hurried) {
            hurried = true;
            LockSupport.unpark(thread);
        }
    }

    private synchronized boolean isOver() {
        if (upkeep.isEmpty()) {
            thread = null;
            return true;
        }
        return false;
    }

    /** Looks at the words that are waited for, and on request at those that are owned; says whether any is waited for. */
    private boolean look(boolean ownedToo) {
        boolean awaited = false;
        for (Mourned word : all) {
            awaited |= look(word, ownedToo);
        }
        return awaited;
    }

    /* Whatever goes wrong with one word, or with one space: the mourner of all others goes on. */

    private static boolean look(Mourned word, boolean ownedToo) {
        boolean awaited = false;
        try {
            awaited = word.isAwaited();
            if (awaited || ownedToo && word.isOwnedHere()) {
                word.visit();
            }
        } catch (RuntimeException | Error e) {
            System.getLogger("dev.shm.robust").log(Level.DEBUG, "could not look after " + word, e);
        }
        return awaited;
    }

    private static void keepUp(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            System.getLogger("dev.shm.robust").log(Level.WARNING, "upkeep failed: task=" + task, e);
        }
    }

    private final class Rounds extends Thread {
        Rounds() {
            super(null, null, "dev.shm mourner", 0, false);
            setDaemon(true);
            setContextClassLoader(null);
        }

        @Override
        public void run() {
            long lastIdleLook = System.nanoTime();
            int idleLooks = 0;
            while (!isOver()) {
                CoarseClock.tick();
                hurried = false; // before looking: who begins to wait from here on is heard, or seen below
                long now = System.nanoTime();
                boolean idleLook = now - lastIdleLook >= IDLE_NANOS;
                boolean awaited = look(idleLook);
                if (idleLook) {
                    lastIdleLook = now;
                    idleLooks++;
                    if (idleLooks % IDLE_LOOKS_PER_UPKEEP == 0) {
                        upkeep.forEach(Mourner::keepUp);
                    }
                }
                if (awaited) {
                    hurried = true; // no need to wake one who looks often
                    LockSupport.parkNanos(WAITING_NANOS);
                } else if (!hurried) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
                Thread.interrupted(); // somebody interrupted all threads of the JVM: parking would not rest any more
            }
        }
    }
}
