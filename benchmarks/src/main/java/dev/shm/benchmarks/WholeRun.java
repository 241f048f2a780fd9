package dev.shm.benchmarks;

import com.sun.jna.Native;
import dev.shm.locks.InterProcessLock;
import dev.shm.pool.ProcessPool;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;

/** A whole program, from its start to its end. It has been run once before it is measured. */
final class WholeRun implements Candidate {
    static final String KEY = "ns_per_run";

    private static final long LIMIT_SECONDS = 60;

    private final Program program;
    private SharedSpace space;
    private List<String> command;

    /** What is run. */
    private interface Program {
        List<String> command(Path space) throws Exception;
    }

    private WholeRun(Program program) {
        this.program = program;
    }

    /**
     * {@return a JVM with no options and a class path as a user of {@code shm-locks} has; the main class is found in the same way by all of
     * these}
     * @param main gets the path of a space as its argument
     */
    static WholeRun ofLocks(Class<?> main) {
        return ofJava(main, InterProcessLock.class, SharedSpace.class, IdleStrategy.class, Native.class);
    }

    /**
     * {@return the same with a class path as a user of {@code shm-pool} has}
     * @param main gets the path of a space as its argument
     */
    static WholeRun ofPool(Class<?> main) {
        return ofJava(
                main,
                ProcessPool.class,
                SharedQueue.class,
                InterProcessLock.class,
                SharedSpace.class,
                IdleStrategy.class,
                Native.class);
    }

    private static WholeRun ofJava(Class<?> main, Class<?>... library) {
        return new WholeRun(space ->
                List.of(JavaCommand.java(), "-cp", classPath(main, library), main.getName(), space.toString()));
    }

    /**
     * {@return a Python program}
     * @param peer the name of its source, without the ending
     */
    static WholeRun ofPython(String peer) {
        return new WholeRun(space -> Peer.python(peer));
    }

    @Override
    public void prepare() throws Exception {
        space = SharedSpace.temporary();
        command = program.command(space.path());
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
            throw new IOException("a program failed: command=" + command);
        }
        return Reading.of(KEY, nanos);
    }

    @Override
    public void close() {
        if (space != null) {
            space.close();
        }
    }

    private static String classPath(Class<?> main, Class<?>... library) throws URISyntaxException {
        Set<String> entries = new LinkedHashSet<>();
        entries.add(whereIs(main));
        for (Class<?> type : library) {
            entries.add(whereIs(type));
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String whereIs(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
