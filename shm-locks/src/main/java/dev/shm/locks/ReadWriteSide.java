package dev.shm.locks;

import dev.shm.robust.Handling;
import dev.shm.sync.RobustReadWriteLock;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** One of the three locks of a read-write lock. */
abstract class ReadWriteSide implements Lock, Serializable {
    private static final long serialVersionUID = 1L;

    final InterProcessReadWriteLock whole;
    final transient RobustReadWriteLock engine;
    final transient Handling handling;

    ReadWriteSide(InterProcessReadWriteLock whole) {
        this.whole = whole;
        this.engine = whole.engine();
        this.handling = whole.handling();
    }

    abstract boolean acquire(long nanos, boolean interruptible) throws InterruptedException;

    @Override
    public final void lock() {
        try {
            acquire(Long.MAX_VALUE, false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public final void lockInterruptibly() throws InterruptedException {
        acquire(Long.MAX_VALUE, true);
    }

    @Override
    public final boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return acquire(unit.toNanos(time), true);
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException(
                "no conditions: lock=" + this + "; take those of the write lock, as with a ReentrantReadWriteLock");
    }

    /** Those who read. */
    static final class Read extends ReadWriteSide {
        private static final long serialVersionUID = 1L;

        Read(InterProcessReadWriteLock whole) {
            super(whole);
        }

        @Override
        boolean acquire(long nanos, boolean interruptible) throws InterruptedException {
            return engine.lockRead(handling, nanos, interruptible);
        }

        @Override
        public boolean tryLock() {
            return engine.tryRead(handling);
        }

        @Override
        public void unlock() {
            engine.unlockRead();
        }

        private Object readResolve() {
            return whole.readLock();
        }

        @Override
        public String toString() {
            return "read lock of " + whole;
        }
    }

    /** The one that writes. */
    static final class Write extends ReadWriteSide {
        private static final long serialVersionUID = 1L;

        Write(InterProcessReadWriteLock whole) {
            super(whole);
        }

        @Override
        boolean acquire(long nanos, boolean interruptible) throws InterruptedException {
            return engine.lockWrite(handling, nanos, interruptible);
        }

        @Override
        public boolean tryLock() {
            return engine.tryWrite(handling);
        }

        @Override
        public void unlock() {
            engine.unlockWrite();
        }

        @Override
        public InterProcessCondition newCondition() {
            return whole.newCondition();
        }

        private Object readResolve() {
            return whole.writeLock();
        }

        @Override
        public String toString() {
            return "write lock of " + whole;
        }
    }

    /** The one that may become the writer. */
    static final class Upgradable extends ReadWriteSide {
        private static final long serialVersionUID = 1L;

        Upgradable(InterProcessReadWriteLock whole) {
            super(whole);
        }

        @Override
        boolean acquire(long nanos, boolean interruptible) throws InterruptedException {
            return engine.lockUpgrade(handling, nanos, interruptible);
        }

        @Override
        public boolean tryLock() {
            return engine.tryUpgrade(handling);
        }

        @Override
        public void unlock() {
            engine.unlockUpgrade();
        }

        private Object readResolve() {
            return whole.upgradableLock();
        }

        @Override
        public String toString() {
            return "upgradable lock of " + whole;
        }
    }
}
