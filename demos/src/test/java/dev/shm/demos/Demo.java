package dev.shm.demos;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import java.util.List;

/** Runs {@code shm} as a user does, in a JVM of its own. */
final class Demo {
    private Demo() {}

    /** With the option that {@code bin/shm} gives: from 24 on Java warns of native code, unless told. */
    static ChildJvm start(String... arguments) {
        ChildJvmBuilder child = ChildJvm.of(Main.class, arguments);
        return (Runtime.version().feature() < 24 ? child : child.options("--enable-native-access=ALL-UNNAMED")).start();
    }

    /** Runs it to its end. */
    static Result run(String... arguments) {
        try (ChildJvm child = start(arguments)) {
            return await(child);
        }
    }

    static Result await(ChildJvm child) {
        int status = child.awaitExit();
        return new Result(status, child.output().lines().toList(), child.errors());
    }

    /**
     * How it ended.
     *
     * @param status of its exit
     * @param lines of its standard output
     * @param errors its standard error
     */
    record Result(int status, List<String> lines, String errors) {
        String lastLine() {
            return lines.get(lines.size() - 1);
        }

        /** The number in the last line. */
        long finalCounter() {
            String prefix = "Final counter: ";
            if (!lastLine().startsWith(prefix)) {
                throw new AssertionError("no final counter: " + this);
            }
            return Long.parseLong(lastLine().substring(prefix.length()));
        }

        long countLines(String regex) {
            return lines.stream().filter(line -> line.matches(regex)).count();
        }
    }
}
