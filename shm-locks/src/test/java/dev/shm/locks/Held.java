package dev.shm.locks;

import dev.shm.space.SharedSpace;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** What a process can have of a synchroniser, so that others wait until it gives it back or is dead. */
enum Held {
    PERMITS {
        @Override
        void hold(SharedSpace space) {
            semaphore(space).acquireUninterruptibly(PERMIT_COUNT);
        }

        @Override
        void giveBack(SharedSpace space) {
            semaphore(space).release(PERMIT_COUNT);
        }

        @Override
        boolean isToBeHad(SharedSpace space, long millis) throws InterruptedException {
            boolean had = semaphore(space).tryAcquire(PERMIT_COUNT, millis, TimeUnit.MILLISECONDS);
            if (had) {
                semaphore(space).release(PERMIT_COUNT);
            }
            return had;
        }
    },
    READ_LOCK {
        @Override
        void hold(SharedSpace space) {
            readWriteLock(space).readLock().lock();
        }

        @Override
        void giveBack(SharedSpace space) {
            readWriteLock(space).readLock().unlock();
        }

        @Override
        boolean isToBeHad(SharedSpace space, long millis) throws InterruptedException {
            return isToBeHad(readWriteLock(space).writeLock(), millis);
        }
    },
    WRITE_LOCK {
        @Override
        void hold(SharedSpace space) {
            readWriteLock(space).writeLock().lock();
        }

        @Override
        void giveBack(SharedSpace space) {
            readWriteLock(space).writeLock().unlock();
        }

        @Override
        boolean isToBeHad(SharedSpace space, long millis) throws InterruptedException {
            return isToBeHad(readWriteLock(space).readLock(), millis);
        }
    },
    UPGRADABLE_LOCK {
        @Override
        void hold(SharedSpace space) {
            readWriteLock(space).upgradableLock().lock();
        }

        @Override
        void giveBack(SharedSpace space) {
            readWriteLock(space).upgradableLock().unlock();
        }

        @Override
        boolean isToBeHad(SharedSpace space, long millis) throws InterruptedException {
            return isToBeHad(readWriteLock(space).writeLock(), millis);
        }
    },
    LATCH_DEBT {
        @Override
        void hold(SharedSpace space) {
            latch(space).participate(1);
        }

        @Override
        void giveBack(SharedSpace space) {
            latch(space).countDown();
        }

        @Override
        boolean isToBeHad(SharedSpace space, long millis) throws InterruptedException {
            return latch(space).await(millis, TimeUnit.MILLISECONDS);
        }
    },
    STRIPED_LOCK {
        @Override
        void hold(SharedSpace space) {
            stripedLock(space).lock();
        }

        @Override
        void giveBack(SharedSpace space) {
            stripedLock(space).unlock();
        }

        @Override
        boolean isToBeHad(SharedSpace space, long millis) throws InterruptedException {
            return isToBeHad(stripedLock(space), millis);
        }
    };

    private static final int PERMIT_COUNT = 2;

    /** Takes it, without which it would have to wait. */
    abstract void hold(SharedSpace space);

    /** By the thread that holds it. */
    abstract void giveBack(SharedSpace space);

    /** Whether somebody else gets within that time what he can't have while it is held; he gives it back. */
    abstract boolean isToBeHad(SharedSpace space, long millis) throws InterruptedException;

    static boolean isToBeHad(Lock lock, long millis) throws InterruptedException {
        boolean had = lock.tryLock(millis, TimeUnit.MILLISECONDS);
        if (had) {
            lock.unlock();
        }
        return had;
    }

    private static InterProcessSemaphore semaphore(SharedSpace space) {
        return InterProcessSemaphore.openOrCreate(space, "semaphore", PERMIT_COUNT);
    }

    private static InterProcessReadWriteLock readWriteLock(SharedSpace space) {
        return InterProcessReadWriteLock.openOrCreate(space, "read-write");
    }

    private static InterProcessLatch latch(SharedSpace space) {
        return InterProcessLatch.openOrCreate(space, "latch", 1);
    }

    private static InterProcessLock stripedLock(SharedSpace space) {
        return LockStripe.openOrCreate(space, "stripe", 100).getAt(7);
    }
}
