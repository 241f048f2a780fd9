package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 27 of the fault matrix: the robust word, a condition and the slots of a queue on paper, with deaths anywhere, and their mutants. */
class RobustWordModelTest {
    private static final Path SCRIPT = Path.of("src/test/spin/check.sh").toAbsolutePath();
    /** Ends a hang, no more: it takes less than a minute where nothing else runs. */
    private static final long LIMIT_MINUTES = 15;

    @TempDir
    private Path directory;

    @Test
    @Tag("long")
    void model_rightOneAndMutants_verdictsAreAsExpected() throws IOException, InterruptedException {
        Requirements.command("spin");
        Requirements.command("gcc");
        Path log = directory.resolve("log.txt");
        ProcessBuilder check = new ProcessBuilder(
                "sh", SCRIPT.toString(), directory.resolve("out").toString());
        check.environment().put("CC", "gcc");
        Process process =
                check.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended;
        try {
            ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }

        String verdicts = Files.readString(log);
        System.out.print(verdicts);
        assertTrue(ended, () -> "not done within " + LIMIT_MINUTES + " minutes:\n" + verdicts);
        assertEquals(0, process.exitValue(), verdicts);
    }
}
