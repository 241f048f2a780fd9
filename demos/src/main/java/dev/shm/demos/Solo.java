package dev.shm.demos;

import dev.shm.space.SharedSpace;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** This JVM adds, by itself. Interrupted, it ends after the increment it is at, and still tells what it has done. */
final class Solo implements AutoCloseable {
    private static final long GRACE_SECONDS = 1;

    private final Adder adder;
    private final long increments;
    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread hook = new Interrupt();

    private Solo(Adder adder, long increments) {
        this.adder = adder;
        this.increments = increments;
    }

    static Solo of(SharedSpace space, long increments) {
        Solo solo = new Solo(new Adder(space, null, increments), increments);
        Runtime.getRuntime().addShutdownHook(solo.hook);
        return solo;
    }

    /** Adds, and returns how much it has added. */
    long run() {
        Progress progress = Progress.begin(increments, adder::added);
        adder.run();
        progress.end();
        return adder.added();
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
            adder.stop();
            try {
                told.await(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // Then we end at once.
            }
        }
    }
}
