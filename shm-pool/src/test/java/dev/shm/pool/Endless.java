package dev.shm.pool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** What a task does that never ends by itself. What it is said to return is the type that is wanted there. */
final class Endless {
    private Endless() {}

    /** Goes on until it is interrupted, or its worker killed. */
    static <R> R untilInterrupted() throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody counts it down");
    }

    /** Goes on until its process is killed: hears no interrupt. */
    static <R> R untilKilled() {
        while (true) {
            LockSupport.park();
        }
    }
}
