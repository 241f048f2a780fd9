package dev.shm.locks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What the JDK's semaphore and ours have in common. */
interface SemaphoreSubject {
    void acquire(int permits) throws InterruptedException;

    void acquireUninterruptibly(int permits);

    boolean tryAcquire(int permits);

    boolean tryAcquire(int permits, long timeout, TimeUnit unit) throws InterruptedException;

    void release(int permits);

    int availablePermits();

    int drainPermits();

    void reducePermits(int reduction);

    int getQueueLength();

    boolean isFair();

    static SemaphoreSubject of(InterProcessSemaphore semaphore) {
        return new SemaphoreSubject() {
            @Override
            public void acquire(int permits) throws InterruptedException {
                semaphore.acquire(permits);
            }

            @Override
            public void acquireUninterruptibly(int permits) {
                semaphore.acquireUninterruptibly(permits);
            }

            @Override
            public boolean tryAcquire(int permits) {
                return semaphore.tryAcquire(permits);
            }

            @Override
            public boolean tryAcquire(int permits, long timeout, TimeUnit unit) throws InterruptedException {
                return semaphore.tryAcquire(permits, timeout, unit);
            }

            @Override
            public void release(int permits) {
                semaphore.release(permits);
            }

            @Override
            public int availablePermits() {
                return semaphore.availablePermits();
            }

            @Override
            public int drainPermits() {
                return semaphore.drainPermits();
            }

            @Override
            public void reducePermits(int reduction) {
                semaphore.reducePermits(reduction);
            }

            @Override
            public int getQueueLength() {
                return semaphore.getQueueLength();
            }

            @Override
            public boolean isFair() {
                return semaphore.isFair();
            }
        };
    }

    /** The JDK's; to reduce is for its heirs only. */
    final class OfTheJdk extends Semaphore implements SemaphoreSubject {
        private static final long serialVersionUID = 1L;

        OfTheJdk(int permits, boolean fair) {
            super(permits, fair);
        }

        @Override
        public void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }
    }
}
