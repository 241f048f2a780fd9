package dev.shm.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All lines of a stream, gathered by a daemon thread of its own, with a cursor for the one who awaits lines. */
final class LineLog {

    private final List<String> lines = new ArrayList<>();
    private int cursor;
    private boolean ended;

    static LineLog of(InputStream stream, String name) {
        LineLog log = new LineLog();
        Thread reader = new Thread(() -> log.readAll(stream), name);
        reader.setDaemon(true);
        reader.start();
        return log;
    }

    /**
     * Waits for a line, and moves the cursor behind it.
     *
     * @return the first line with that prefix from the cursor on; or null, and the cursor stays, when there is none
     *     within the given time or before the end
     */
    synchronized String await(String prefix, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        for (int next = cursor; ; next++) {
            while (next == lines.size()) {
                long remaining = deadline - System.nanoTime();
                if (ended || remaining <= 0) {
                    return null;
                }
                waitFor(remaining);
            }
            if (lines.get(next).startsWith(prefix)) {
                cursor = next + 1;
                return lines.get(next);
            }
        }
    }

    /** Waits until the stream has ended. */
    synchronized void awaitEnd() {
        long deadline = System.nanoTime() + HangGuard.limit().toNanos();
        while (!ended && deadline - System.nanoTime() > 0) {
            waitFor(deadline - System.nanoTime());
        }
    }

    /** Declares the stream ended, for one that somebody else keeps open. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized String text() {
        return String.join("\n", lines);
    }

    private void readAll(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                append(line);
            }
        } catch (IOException closed) {
            append("[stream closed: " + closed.getMessage() + "]");
        } finally {
            end();
        }
    }

    private synchronized void append(String line) {
        lines.add(line);
        notifyAll();
    }

    private void waitFor(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while awaiting output", e);
        }
    }
}
