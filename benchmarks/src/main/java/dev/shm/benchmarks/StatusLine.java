package dev.shm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One line on standard error that says what is being done, if that is a terminal. */
final class StatusLine {
    private static final String CLEAR = "\r\033[K";

    private final boolean shown = isTerminal();
    private final long start = System.nanoTime();
    private String heading = "";

    /** What is measured from now on. */
    void heading(String text) {
        heading = text;
        say("");
    }

    /** How far that is. */
    void say(String detail) {
        if (shown) {
            Duration elapsed = elapsed();
            System.err.printf("%s%d:%02d %s %s", CLEAR, elapsed.toMinutes(), elapsed.toSecondsPart(), heading, detail);
            System.err.flush();
        }
    }

    /** Makes room for something that stays. */
    void clear() {
        if (shown) {
            System.err.print(CLEAR);
            System.err.flush();
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** {@code System.console()} asks for standard input and output; what counts here is standard error. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
