package dev.shm.locks;

import dev.shm.locks.InterProcessSemaphore.Bound;
import dev.shm.robust.Fairness;
import dev.shm.space.SharedSpace;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;

/** Each kind of synchroniser, used in all the ways that end without others. */
enum Synchroniser {
    SEMAPHORE {
        @Override
        void visit(SharedSpace space) throws InterruptedException {
            InterProcessSemaphore semaphore =
                    InterProcessSemaphore.openOrCreate(space, name(), 3, Fairness.BARGING, Bound.UNBOUNDED);
            if (semaphore.tryAcquire(2, 1, TimeUnit.MILLISECONDS)) {
                semaphore.release(2);
            }
            if (semaphore.tryAcquire()) {
                semaphore.release();
            }
            semaphore.release();
            semaphore.drainPermits();
            semaphore.availablePermits();
            semaphore.heldPermits();
            semaphore.holders();
            semaphore.getQueueLength();
            semaphore.lastDeath().ifPresent(Object::toString);
            semaphore.toString();
        }

        @Override
        String alsoExpected() {
            return "too many permits: ";
        }
    },
    READ_WRITE {
        @Override
        void visit(SharedSpace space) throws InterruptedException {
            InterProcessReadWriteLock lock = InterProcessReadWriteLock.openOrCreate(space, name());
            for (Lock each : new Lock[] {lock.readLock(), lock.writeLock(), lock.upgradableLock()}) {
                if (each.tryLock()) {
                    each.unlock();
                }
                if (each.tryLock(1, TimeUnit.MILLISECONDS)) {
                    each.unlock();
                }
            }
            lock.getReadLockCount();
            lock.writer();
            lock.upgrader();
            lock.waiters();
            lock.lastDeath().ifPresent(Object::toString);
            lock.toString();
        }
    },
    LATCH {
        @Override
        void visit(SharedSpace space) throws InterruptedException {
            InterProcessLatch latch = InterProcessLatch.openOrCreate(space, name(), 1000);
            latch.countDown();
            latch.await(1, TimeUnit.MILLISECONDS);
            latch.getCount();
            latch.owed();
            latch.brokenBy().ifPresent(Object::toString);
            latch.getQueueLength();
            latch.toString();
            latch.participate(1);
        }

        @Override
        String alsoExpected() {
            return "too many: ";
        }
    },
    BARRIER {
        @Override
        void visit(SharedSpace space) throws InterruptedException {
            InterProcessBarrier barrier = InterProcessBarrier.openOrCreate(space, name(), 2);
            try {
                barrier.await(1, TimeUnit.MILLISECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                barrier.reset();
            }
            barrier.getNumberWaiting();
            barrier.isBroken();
            barrier.brokenBy().ifPresent(Object::toString);
            barrier.rounds();
            barrier.toString();
            barrier.leave();
        }

        @Override
        String alsoExpected() {
            return "threads of this process wait: ";
        }
    },
    EVENT {
        @Override
        void visit(SharedSpace space) throws InterruptedException {
            InterProcessEvent event = InterProcessEvent.openOrCreate(space, name());
            event.set();
            event.await(1, TimeUnit.MILLISECONDS);
            event.clear();
            event.await(1, TimeUnit.MILLISECONDS);
            event.sets();
            event.waiters();
            event.toString();
        }
    },
    STRIPE {
        @Override
        void visit(SharedSpace space) throws InterruptedException {
            LockStripe stripe = LockStripe.openOrCreate(space, name(), 20);
            for (int i = 0; i < 8; i++) {
                InterProcessLock lock = stripe.getAt(i);
                if (lock.tryLock(1, TimeUnit.MILLISECONDS)) {
                    lock.unlock();
                }
                lock.owner();
                lock.lastDeath().ifPresent(Object::toString);
                lock.toString();
            }
        }
    };

    /** Uses the one of this name, which is made if it isn't there. */
    abstract void visit(SharedSpace space) throws InterruptedException;

    /** How the message of a refusal begins that is no fault here. */
    String alsoExpected() {
        return "none";
    }
}
