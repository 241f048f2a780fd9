package dev.shm.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs in Python, for what others are to be able to read as well. */
public final class Python {
    private Python() {}

    /**
     * Runs a program to its end, under the hang guard. Skips the test where there is no {@code python3}.
     *
     * @param program its text
     * @param directory an existing one, where it is put
     * @param argument its only one
     * @return what it wrote, to standard output or standard error
     * @throws IOException if it can't be written or started
     */
    public static String run(String program, Path directory, Path argument) throws IOException {
        Requirements.command("python3");
        Path script = directory.resolve("program.py");
        Path output = directory.resolve("output");
        Files.writeString(script, program);
        Process process = new ProcessBuilder("python3", "-X", "utf8", script.toString(), argument.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!Command.isDone(process)) {
                throw new AssertionError("python3 hangs");
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
