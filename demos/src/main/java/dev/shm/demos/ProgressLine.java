package dev.shm.demos;

import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal. Only here the library for it is touched: loading it takes a while. */
final class ProgressLine implements Progress {
    private static final int INTERVAL_MILLIS = 50;
    private static final int LEAST_COLUMNS = 40;
    private static final int DEFAULT_COLUMNS = 80;
    private static final int MARGIN = 3; // for the ^C that a terminal shows

    private final ProgressBar bar;
    private final LongSupplier done;
    private final Thread updates = new Updates();
    private final Thread hook = new Interrupt();

    ProgressLine(int columns, long goal, LongSupplier done) {
        this.done = done;
        int width = (columns < LEAST_COLUMNS ? DEFAULT_COLUMNS : columns) - MARGIN;
        bar = new ProgressBarBuilder()
                .setTaskName("Counting")
                .setInitialMax(goal)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .setStyle(isUnicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                // Told how wide it is, it needn't find out; for that it would load a native library.
                .setConsumer(new ConsoleProgressBarConsumer(System.err, width))
                .build();
        updates.setDaemon(true);
        updates.start();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static boolean isUnicode() {
        return System.getProperty("native.encoding", "").startsWith("UTF");
    }

    @Override
    public void end() {
        updates.interrupt();
        try {
            updates.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        bar.stepTo(done.getAsLong());
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            bar.close();
        } catch (IllegalStateException e) {
            // Interrupted: the hook does it.
        }
    }

    /** Leaves the line, lest the shell writes on in it. */
    private final class Interrupt extends Thread {
        @Override
        public void run() {
            bar.close();
        }
    }

    private final class Updates extends Thread {
        @Override
        public void run() {
            try {
                while (true) {
                    Thread.sleep(INTERVAL_MILLIS);
                    bar.stepTo(done.getAsLong());
                }
            } catch (InterruptedException | IllegalStateException e) {
                // Done; or the space is closed, because the process ends.
            }
        }
    }
}
