package dev.shm.benchmarks;

import com.sun.jna.Native;
import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;

/**
 * A whole JVM, from its start to its end, with no options and a class path as a user of {@code shm-locks} has. The main class
 * is found in the same way by all candidates.
 */
final class JvmRun implements Candidate {
    static final String KEY = "ns_per_run";

    private static final long LIMIT_SECONDS = 60;

    private final Class<?> main;
    private SharedSpace space;
    private List<String> command;

    /**
     * A program.
     *
     * @param main gets the path of a space as its argument
     */
    JvmRun(Class<?> main) {
        this.main = main;
    }

    @Override
    public void prepare() throws Exception {
        space = SharedSpace.temporary();
        command = List.of(
                JavaCommand.java(),
                "-cp",
                classPath(),
                main.getName(),
                space.path().toString());
        turn(Effort.QUICK);
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        ProcessBuilder builder = JavaCommand.builder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        long nanos = System.nanoTime() - start;
        process.destroyForcibly();
        if (!ended || process.exitValue() != 0) {
            throw new IOException("a JVM failed: command=" + command);
        }
        return Reading.of(KEY, nanos);
    }

    @Override
    public void close() {
        if (space != null) {
            space.close();
        }
    }

    private String classPath() throws URISyntaxException {
        Set<String> entries = new LinkedHashSet<>();
        for (Class<?> type :
                Arrays.asList(main, InterProcessLock.class, SharedSpace.class, IdleStrategy.class, Native.class)) {
            entries.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
