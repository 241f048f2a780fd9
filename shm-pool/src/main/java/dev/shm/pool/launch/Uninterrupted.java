package dev.shm.pool.launch;

/**
 * Waiting that goes on whatever interrupts there are; they are kept for who waits.
 *
 * @param <T> what is waited for
 */
interface Uninterrupted<T> {
    /** Waits once. */
    T await() throws InterruptedException;

    /** Waits until that is not interrupted. */
    static <T> T call(Uninterrupted<T> wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
