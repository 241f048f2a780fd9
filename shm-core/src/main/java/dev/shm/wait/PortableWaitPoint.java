package dev.shm.wait;

import dev.shm.memory.Words;

/** Waits without native code: within a JVM woken directly, between JVMs by looking again, 10 ms late at most. */
final class PortableWaitPoint implements WaitPoint {
    private final ParkedThreads parked;

    PortableWaitPoint(Words words, long offset) {
        parked = new ParkedThreads(words, offset);
    }

    @Override
    public void await(int expected, long nanos, boolean interruptible) {
        parked.await(expected, nanos, interruptible);
    }

    @Override
    public void awaitAny(WaitPoint[] points, int[] expected, long nanos) {
        ParkedThreads[] all = new ParkedThreads[points.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = ((PortableWaitPoint) points[i]).parked;
        }
        ParkedThreads.awaitAny(all, expected, nanos);
    }

    @Override
    public void wake(int count) {
        parked.wake(count);
    }

    @Override
    public void wakeLocal() {
        parked.wakeAll();
    }
}
