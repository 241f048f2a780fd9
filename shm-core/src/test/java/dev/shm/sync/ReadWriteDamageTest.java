package dev.shm.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.RegionDamagedException;
import dev.shm.process.Incarnation;
import dev.shm.robust.Fairness;
import dev.shm.robust.Handling;
import dev.shm.robust.HeapSite;
import dev.shm.robust.HeapWords;
import dev.shm.robust.LockSite;
import dev.shm.robust.RobustLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 19 of the fault matrix for the read-write lock: an acquisition during which one of its words is overwritten, at every point
 * of it, ends with the lock or with an exception, and behind an exception the thread has nothing.
 */
class ReadWriteDamageTest {
    private static final int MORE_THAN_IT_TAKES = 100;
    private static final boolean[] EITHER = {false, true};

    /** One's way to the lock, on which another is at first. */
    enum Way {
        READ(lock -> lock.lockRead(Handling.DEFAULT, Long.MAX_VALUE, false)),
        WRITE(lock -> lock.lockWrite(Handling.DEFAULT, Long.MAX_VALUE, false)),
        UPGRADE(lock -> lock.lockUpgrade(Handling.DEFAULT, Long.MAX_VALUE, false)),
        TRY_READ(lock -> lock.tryRead(Handling.DEFAULT)),
        TRY_WRITE(lock -> lock.tryWrite(Handling.DEFAULT)),
        TRY_UPGRADE(lock -> lock.tryUpgrade(Handling.DEFAULT));

        private final Acquisition acquisition;

        Way(Acquisition acquisition) {
            this.acquisition = acquisition;
        }

        void go(RobustReadWriteLock lock) throws InterruptedException {
            acquisition.make(lock);
        }
    }

    private interface Acquisition {
        boolean make(RobustReadWriteLock lock) throws InterruptedException;
    }

    /** At one access the other one leaves, and at one a word is overwritten. */
    private static final class Interfering extends HeapWords {
        private boolean counts;
        private int accesses;
        private int leaveAt;
        private int damageAt;
        private Runnable leave;
        private long damaged;

        Interfering() {
            super(RobustReadWriteLock.lengthBytes());
        }

        void leave() {
            if (leave != null) {
                Runnable todo = leave;
                leave = null;
                counts = false;
                todo.run();
                counts = true;
            }
        }

        private void access() {
            if (!counts) {
                return;
            }
            accesses++;
            if (accesses == leaveAt) {
                leave();
            }
            if (accesses == damageAt) {
                leave();
                super.setVolatile(damaged, 0);
            }
        }

        @Override
        public long getVolatile(long offset) {
            access();
            return super.getVolatile(offset);
        }

        @Override
        public boolean compareAndSet(long offset, long expected, long value) {
            access();
            return super.compareAndSet(offset, expected, value);
        }

        @Override
        public long compareAndExchange(long offset, long expected, long value) {
            access();
            return super.compareAndExchange(offset, expected, value);
        }

        @Override
        public long getAndAdd(long offset, long delta) {
            access();
            return super.getAndAdd(offset, delta);
        }
    }

    /** Whoever is about to sleep makes the other one leave. */
    private static final class Site extends HeapSite {
        private final Interfering words;

        Site(Interfering words) {
            super(words);
            this.words = words;
        }

        @Override
        public void await(int expected, long nanos, boolean interruptible) {
            words.leave();
        }

        @Override
        public LockSite companion(long offset, Fairness fairness) {
            return this;
        }
    }

    @ParameterizedTest
    @EnumSource
    void acquire_overwrittenAtAnyPoint_hasNothingIfItThrows(Way way) throws InterruptedException {
        int thrown = 0;
        for (int leaveAt = 1; leaveAt < MORE_THAN_IT_TAKES; leaveAt++) {
            for (int damageAt = leaveAt; damageAt < MORE_THAN_IT_TAKES; damageAt++) {
                for (boolean otherUpgrades : EITHER) {
                    for (boolean damagesUpgrade : EITHER) {
                        thrown += throwsAnything(way, leaveAt, damageAt, otherUpgrades, damagesUpgrade) ? 1 : 0;
                    }
                }
            }
        }
        assertTrue(thrown > 0, "no damage was noticed");
    }

    /** It owns the write lock when it counts itself, so that nobody writes meanwhile. */
    @Test
    void lockRead_cannotCountItself_givesTheWriteLockBack() {
        Failing words = new Failing();
        int offset = RobustReadWriteLock.writeOffset();
        LockSite site = new HeapSite(words).companion(offset, Fairness.BARGING);
        RobustReadWriteLock lock = new RobustReadWriteLock(words, offset, new Incarnation(1, 1), site);
        RobustReadWriteLock other = new RobustReadWriteLock(words, offset, new Incarnation(2, 2), site);
        other.write().lock(Handling.DEFAULT);
        words.whenTakenBack = other.write()::unlock;

        assertThrows(OutOfMemoryError.class, () -> lock.lockRead(Handling.DEFAULT, Long.MAX_VALUE, false));

        assertFalse(lock.write().isHeldByCurrentThread());
        assertEquals(0, lock.readHolds());
    }

    /** Counts one who comes in and finds somebody writing, takes it back, and then fails. */
    private static final class Failing extends HeapWords {
        private Runnable whenTakenBack;
        private boolean fails;

        Failing() {
            super(RobustReadWriteLock.lengthBytes());
        }

        @Override
        public long getAndAdd(long offset, long delta) {
            if (fails) {
                throw new OutOfMemoryError("on purpose");
            }
            if (delta < 0) {
                whenTakenBack.run();
                fails = true;
            }
            return super.getAndAdd(offset, delta);
        }
    }

    private static boolean throwsAnything(
            Way way, int leaveAt, int damageAt, boolean otherUpgrades, boolean damagesUpgrade)
            throws InterruptedException {
        Interfering words = new Interfering();
        int offset = RobustReadWriteLock.writeOffset();
        LockSite site = new Site(words);
        RobustReadWriteLock lock = new RobustReadWriteLock(words, offset, new Incarnation(1, 1), site);
        RobustReadWriteLock other = new RobustReadWriteLock(words, offset, new Incarnation(2, 2), site);
        RobustLock owned = otherUpgrades ? other.upgrade() : other.write();
        owned.lock(Handling.DEFAULT);
        words.leaveAt = leaveAt;
        words.leave = owned::unlock;
        words.damageAt = damageAt;
        words.damaged = damagesUpgrade ? ReadWriteLayout.UPGRADE_OFFSET : offset;
        words.counts = true;
        try {
            way.go(lock);
            return false;
        } catch (IllegalMonitorStateException | RegionDamagedException e) {
            words.counts = false;
            String when = "left at " + leaveAt + ", damaged at " + damageAt + ", other upgrades: " + otherUpgrades
                    + ", upgrade damaged: " + damagesUpgrade;
            assertFalse(lock.readHolds() > 0, () -> "reads, " + when);
            assertFalse(lock.write().isHeldByCurrentThread(), () -> "writes, " + when);
            assertFalse(lock.upgrade().isHeldByCurrentThread(), () -> "may upgrade, " + when);
            return true;
        }
    }
}
