package dev.shm.benchmarks.workers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The other end of a worker's standard input and output. */
final class Parent {
    private static final BufferedReader IN =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private Parent() {}

    /** {@return the next line, or null if the parent has closed the pipe, or died} */
    static String hear() {
        try {
            return IN.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void say(String line) {
        System.out.println(line);
    }

    /** Ends this process with its parent, whatever its other threads do. */
    static void follow() {
        while (hear() != null) {
            continue;
        }
        Runtime.getRuntime().halt(0);
    }
}
