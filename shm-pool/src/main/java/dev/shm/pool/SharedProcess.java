package dev.shm.pool;

import dev.shm.pool.launch.Ending;
import dev.shm.pool.launch.WorkerJvm;
import dev.shm.pool.protocol.Assignment;
import dev.shm.pool.protocol.Failure;
import dev.shm.pool.protocol.Frame;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.ObjectBytes;
import dev.shm.pool.protocol.Origin;
import dev.shm.pool.protocol.OwnThread;
import dev.shm.pool.protocol.TaskBytes;
import dev.shm.pool.protocol.Values;
import dev.shm.space.SharedSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A function that runs in a JVM of its own, as Python's {@code multiprocessing.Process}: with the class path of this one, and with the
 * shared objects that it captures as references.
 *
 * <pre>{@code
 * SharedProcess process = SharedProcess.start(() -> counter.incrementAndGet());
 * process.join();
 * }</pre>
 *
 * <p>It ends when its function has returned and no thread but daemons is left, by {@code System.exit}, or when it is killed; and when
 * this JVM ends, in whatever way, within a second. If the function throws, the exception is printed there, its exit code is 1, and {@link
 * #failure} has it.
 *
 * <p>Threads: any. Processes: the one that started it. Progress: blocking. Peer crash: its end is told. Allocation: to start.
 */
public final class SharedProcess {
    private static final Set<SharedProcess> CHILDREN = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int WORKER = 1;
    private static final int TASK = 1;

    private final String name;
    private final boolean daemon;
    private final Mail mail;
    private final WorkerJvm jvm;
    private final CompletableFuture<SharedProcess> exit = new CompletableFuture<>();
    private volatile Ending ending;
    private volatile Throwable failure;

    private SharedProcess(Builder builder, ProcessBody body) {
        this.name = builder.name == null ? "Process-" + COUNT.incrementAndGet() : builder.name;
        this.daemon = builder.daemon;
        byte[] function = ObjectBytes.encode(new Calls.Body(body));
        SharedSpace space = SharedSpace.temporary();
        Assignment assignment = new Assignment(name, Assignment.Kind.PROCESS, WORKER, TASK, space.path());
        try {
            this.jvm = builder.launch(builder.captured).start(name, space.path(), assignment.toArguments());
            this.mail = deliver(function, space, jvm);
        } catch (IOException e) {
            space.close();
            throw new WorkerStartException("can't be started: process=" + name + ", because=" + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            space.close();
            throw e;
        }
        CHILDREN.add(this);
        OwnThread.of("dev.shm end of " + name, this::awaitEnd, daemon).start();
    }

    /** It was started before there is anything for it to do: it takes it longer to come up than it takes us to be there for it. */
    private static Mail deliver(byte[] function, SharedSpace space, WorkerJvm jvm) throws IOException {
        try {
            Mail mail = Mail.create(space, WORKER);
            byte[] head = TaskBytes.head(TASK, function);
            mail.tasks().add(mail.frame(Frame.Kind.TASK, 0, TASK, head, Values.encode(new Object[0])));
            return mail;
        } catch (IOException | RuntimeException | Error e) {
            jvm.kill();
            jvm.awaitEnd();
            throw e;
        }
    }

    /** What a process is started with. */
    public static final class Builder extends JvmBuilder<Builder> {
        private String name;
        private boolean daemon;
        private boolean captured;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Names it.
         *
         * @param newName what its main thread and its exceptions are called by; by default {@code Process-1} and so on
         * @return this builder
         */
        public Builder name(String newName) {
            if (newName.isBlank()) {
                throw new IllegalArgumentException("the name is blank; leave it out, or take one that can be read");
            }
            name = newName;
            return this;
        }

        /**
         * Lets this JVM end while it runs, and it with it, as with daemon threads. By default this JVM goes on until it has ended, unless
         * it is ended by {@code System.exit} or a signal.
         *
         * @return this builder
         */
        public Builder daemon() {
            daemon = true;
            return this;
        }

        /**
         * Keeps what it writes for {@link SharedProcess#output} and {@link SharedProcess#errors}, of very much the last 16 MiB. By
         * default it goes where that of this JVM goes.
         *
         * @return this builder
         */
        public Builder captureOutput() {
            captured = true;
            return this;
        }

        /**
         * Starts a process. Does not wait for it to come up.
         *
         * @param body what it does
         * @return the process
         * @throws IllegalArgumentException if the function captures what is not serializable; says what
         * @throws WorkerStartException if it can't be started
         */
        public SharedProcess start(ProcessBody body) {
            return new SharedProcess(this, Objects.requireNonNull(body, "body"));
        }
    }

    // ---- starting ----

    /** {@return a builder of a process that is not to be started just so} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a process. Does not wait for it to come up.
     *
     * @param body what it does
     * @return the process
     * @throws IllegalArgumentException if the function captures what is not serializable; says what
     * @throws WorkerStartException if it can't be started
     */
    public static SharedProcess start(ProcessBody body) {
        return builder().start(body);
    }

    // ---- what it is ----

    /** {@return its name} */
    public String name() {
        return name;
    }

    /** {@return its process id} */
    public long pid() {
        return jvm.pid();
    }

    /** {@return its process} */
    public ProcessHandle handle() {
        return jvm.handle();
    }

    /** {@return whether it ends when this JVM does} */
    public boolean isDaemon() {
        return daemon;
    }

    /** {@return whether it has not ended; one that is stopped has not} */
    public boolean isAlive() {
        return ending == null;
    }

    /** {@return its exit code, 128 + the number of the signal if one killed it; empty while it runs} */
    public OptionalInt exitCode() {
        return ending == null ? OptionalInt.empty() : OptionalInt.of(ending.exitCode());
    }

    /**
     * {@return the number of the signal that killed it; empty if none did, or it runs}: a process that exits with such a code itself looks
     * the same
     */
    public OptionalInt signal() {
        return ending == null || ending.signal() == 0 ? OptionalInt.empty() : OptionalInt.of(ending.signal());
    }

    /**
     * {@return what its function has thrown, with its stack trace there; empty if it has not, or the process runs}: a {@link
     * ForeignException} if it can't be had here
     */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return what it has written to standard output so far, if that is captured} */
    public String output() {
        return jvm.output();
    }

    /** {@return what it has written to standard error so far; if that is not captured the end of it} */
    public String errors() {
        return jvm.errors();
    }

    // ---- its end ----

    /**
     * Waits until it has ended. Blocking.
     *
     * @return its exit code
     * @throws InterruptedException if the thread is interrupted before or while waiting
     */
    public int join() throws InterruptedException {
        join(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        return ending.exitCode();
    }

    /**
     * Waits until it has ended or the time is over. Blocking.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return whether it has ended
     * @throws InterruptedException if the thread is interrupted before or while waiting
     */
    public boolean join(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            exit.get(timeout, unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError(e); // it is only ever completed
        }
    }

    /** {@return completes when it has ended, in a thread of the library's} */
    public CompletableFuture<SharedProcess> onExit() {
        return exit.copy();
    }

    /** Asks it to end, by SIGTERM: its shutdown hooks run. Does not wait. */
    public void terminate() {
        jvm.terminate();
    }

    /** Kills it, by SIGKILL. Does not wait. */
    public void kill() {
        jvm.kill();
    }

    private void awaitEnd() {
        Ending how = jvm.awaitEnd();
        try (mail) {
            Frame frame = mail.results().poll();
            if (frame != null && frame.kind() == Frame.Kind.FAILURE) {
                failure = Thrown.of(Failure.decode(mail.take(frame)));
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        } finally {
            ending = how;
            CHILDREN.remove(this);
            exit.complete(this);
        }
    }

    // ---- relatives ----

    /** {@return the processes that this JVM has started and that run} */
    public static List<SharedProcess> activeChildren() {
        return new ArrayList<>(CHILDREN);
    }

    /** {@return the process that has started this one as a {@code SharedProcess} or as a worker; empty if none has} */
    public static Optional<ProcessHandle> parent() {
        return Optional.ofNullable(Origin.own()).flatMap(origin -> ProcessHandle.of(origin.parentPid()));
    }

    /** {@return the name of this process, if it was started as a {@code SharedProcess} or as a worker} */
    public static Optional<String> ownName() {
        return Optional.ofNullable(Origin.own()).map(Origin::name);
    }

    /** {@return the name, the process and how it ended} */
    @Override
    public String toString() {
        Ending how = ending;
        return "SharedProcess " + name + ", pid=" + pid() + (how == null ? "" : ", exit code=" + how.exitCode());
    }
}
