package dev.shm.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM, or another program, that lives on between its turns, and is told by lines what to do. It ends when its standard input does,
 * so it doesn't outlive this one.
 */
final class Worker implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final String name;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private Worker(Process process, String name) {
        this.process = process;
        this.name = name;
        Thread reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a main class with the JVM's defaults. */
    static Worker start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** Starts a main class with options for the JVM; what it prints on standard error goes to {@link #log()}. */
    static Worker start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(JavaCommand.java());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return start(main.getSimpleName(), command);
    }

    /** Starts any program that hears and speaks as a worker does. */
    static Worker start(String name, List<String> command) throws IOException {
        ProcessBuilder builder = JavaCommand.builder(command).redirectError(ProcessBuilder.Redirect.appendTo(log()));
        return new Worker(builder.start(), name);
    }

    private static File log() {
        return Checkout.target().resolve("bench-workers.log").toFile();
    }

    long pid() {
        return process.pid();
    }

    /** What processor time it has had since its start, to the hundredth of a second. */
    double processorNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    void send(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** The rest of the next line, which has to begin so. */
    String await(String prefix) throws IOException, InterruptedException {
        Optional<String> line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (line == null || line.isEmpty() || !line.get().startsWith(prefix)) {
            throw new IOException("worker does not say what it should: worker=" + name + ", expected=" + prefix
                    + ", said=" + (line == null ? "nothing" : line.orElse("no more")) + ", log=" + log());
        }
        return line.get().substring(prefix.length()).trim();
    }

    /** SIGKILL; doesn't wait for the end. */
    void kill() {
        process.destroyForcibly();
    }

    /** Lets it end by itself, or kills it. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            // It is dead.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lines.add(Optional.empty());
        }
    }
}
