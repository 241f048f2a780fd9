package dev.shm.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * What a main class uses that was started as a {@link ChildJvm}: to speak, to listen, and to die.
 *
 * <p>A main class that waits for its test should do so in {@link #awaitLine()} and end when that returns null: then it
 * doesn't outlive a test JVM that was itself killed.
 *
 * <p>Threads: any.
 */
public final class Child {

    private static final int NO_EXECUTIONER = 70;
    private static final BufferedReader INPUT =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private static volatile OutputStream executioner;

    private Child() {}

    /**
     * Prints a line to standard output, for {@link ChildJvm#awaitLine}. Up to 4096 bytes it is one write: a process
     * killed at any moment has printed all of it or nothing.
     *
     * @param line the line, without its end
     */
    public static void say(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (System.out) {
            System.out.write(bytes, 0, bytes.length);
            System.out.flush();
        }
    }

    /**
     * Waits for a line from {@link ChildJvm#send}.
     *
     * @return the line without its end, or null when the other side has closed or died
     */
    public static String awaitLine() {
        try {
            return INPUT.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("standard input can't be read", e);
        }
    }

    /**
     * Makes {@link #killMyself()} fast: starts a shell that waits for one byte and then kills this process. It ends by
     * itself when this process ends in another way. Call it before the part of the test that counts.
     *
     * @throws IllegalStateException if this process is the first of its PID namespace: the kernel ignores SIGKILL from
     *     inside then. Let a shell be the first: {@code unshare -p -f --mount-proc sh -c '"$@"; exit $?' sh}
     */
    public static synchronized void prepareToDie() {
        long pid = ProcessHandle.current().pid();
        if (pid == 1) {
            throw new IllegalStateException("process can't kill itself: pid=1; start it below a shell");
        }
        String script = "echo ready; read byte && kill -s KILL \"$1\"";
        try {
            Process shell = new ProcessBuilder("sh", "-c", script, "sh", Long.toString(pid))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (shell.getInputStream().read() < 0) {
                throw new IOException("shell has ended");
            }
            executioner = shell.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException("shell that kills can't be started", e);
        }
    }

    /**
     * Kills this process with SIGKILL and never returns: the calling thread does nothing more. No shutdown hook, no
     * {@code finally} and no stream is run or flushed.
     *
     * <p>After {@link #prepareToDie()} it takes a byte through a pipe and a process switch, in which other threads go on:
     * measured 0.1 to 0.2 ms where a core is free, some ms where none is. Without, a process is started first. If the
     * shell is gone, halts with exit code 70 instead of {@link ChildJvm#KILLED}, so that the test notices.
     */
    public static void killMyself() {
        try {
            if (executioner == null) {
                prepareToDie();
            }
            executioner.write('\n');
            executioner.flush();
        } catch (IOException e) {
            System.err.println("Child.killMyself: shell that kills is gone: " + e);
            Runtime.getRuntime().halt(NO_EXECUTIONER);
        }
        while (true) {
            LockSupport.park();
        }
    }
}
