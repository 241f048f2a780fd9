package dev.shm.demos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * What a worker has to do with the process that started it, the other side of {@link WorkerJvm}. Standard input is a pipe
 * that nobody else holds: it ends when the parent ends, however that comes about.
 */
final class Parent {
    private static final long GRACE_NANOS = 10_000_000_000L;
    private static final int ORPHANED = 3;

    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream output = System.out;

    void say(String line) {
        output.println(line);
        output.flush();
    }

    /** Waits for a line, whatever is in it; says whether the parent still lives. */
    boolean awaitLine() {
        try {
            return input.readLine() != null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * From here on, has the worker end when the parent does: first by itself, after ten seconds by force: a
     * lock may be owned by a process that is stopped. The parent says
     * nothing more.
     *
     * @param stop makes the worker end soon
     */
    void endWithMe(Runnable stop) {
        Thread watch = new Thread("parent watch") {
            @Override
            public void run() {
                while (awaitLine()) {
                    // Not expected, and no reason to end.
                }
                stop.run();
                long deadline = System.nanoTime() + GRACE_NANOS;
                while (System.nanoTime() - deadline < 0) {
                    LockSupport.parkNanos(GRACE_NANOS);
                }
                Runtime.getRuntime().halt(ORPHANED);
            }
        };
        watch.setDaemon(true);
        watch.start();
    }
}
