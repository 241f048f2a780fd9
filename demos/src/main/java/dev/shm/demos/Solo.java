package dev.shm.demos;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** This JVM works by itself. Interrupted, it ends after the step it is at, and still tells what it has done. */
final class Solo implements AutoCloseable {
    private static final long GRACE_SECONDS = 1;

    private final Work work;
    private final long steps;
    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread hook = new Interrupt();

    private Solo(Work work, long steps) {
        this.work = work;
        this.steps = steps;
    }

    static Solo of(Work work, long steps) {
        Solo solo = new Solo(work, steps);
        Runtime.getRuntime().addShutdownHook(solo.hook);
        return solo;
    }

    /** Works, and returns how many steps were done. */
    long run() {
        Progress progress = Progress.begin(steps, work::done);
        work.run();
        progress.end();
        return work.done();
    }

    @Override
    public void close() {
        told.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running, and has been waiting for us.
        }
    }

    private final class Interrupt extends Thread {
        @Override
        public void run() {
            work.stop();
            try {
                told.await(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // Then we end at once.
            }
        }
    }
}
