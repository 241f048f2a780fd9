package dev.shm.pool;

import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.ObjectBytes;
import dev.shm.pool.protocol.OwnThread;
import dev.shm.pool.protocol.Values;
import dev.shm.pool.protocol.Work;
import dev.shm.space.SharedSpace;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * JVMs that run functions, as Python's {@code multiprocessing.Pool}, and an {@link ExecutorService} as any other.
 *
 * <pre>{@code
 * try (ProcessPool pool = ProcessPool.of(4)) {
 *     List<Integer> squares = pool.map(IntStream.range(0, 10).boxed().toList(), x -> x * x);
 * }
 * }</pre>
 *
 * <p>Functions are lambdas or method references; what they capture, arguments and results are serializable, or shared objects, which
 * travel as references. Workers have the class path of this JVM.
 *
 * <p>A worker that is killed, crashes or exits fails the task that it had begun, and no other: with a {@link WorkerDiedException}, or not
 * before it was tried again as often as {@linkplain ProcessPoolBuilder#retries configured}. Another worker takes its place. What a task
 * throws arrives as it was thrown, with the stack trace of there. A task that runs out of memory fails, and its worker is replaced. When
 * this JVM ends, in whatever way, the workers end within a second.
 *
 * <p>Threads: any. Processes: the one that made it. Progress: blocking, where it says so. Peer crash: fails one task, is replaced.
 * Allocation: tasks and results.
 */
public final class ProcessPool extends PoolMaps implements ExecutorService, AutoCloseable {
    private static final long CALLBACK_SECONDS = 1;

    private final String name;
    private final Mail mail;
    private final Crew crew;
    private final PoolEngine engine;
    private final ThreadPoolExecutor callbacks;
    private final CountDownLatch terminated = new CountDownLatch(1);

    ProcessPool(ProcessPoolBuilder builder) {
        this.name = builder.nameOrNext();
        byte[] initializer =
                builder.initializer() == null ? null : ObjectBytes.encode(new Calls.Run(builder.initializer()));
        this.callbacks = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                CALLBACK_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                this::callbackThread,
                (body, pool) -> callbackThread(body).start()); // one that comes when all is over
        SharedSpace space = SharedSpace.temporary();
        this.crew = builder.crew(name, space);
        try {
            Mail.write(Mail.file(space, Mail.LABEL), name.getBytes(StandardCharsets.UTF_8));
            if (initializer != null) {
                Mail.write(Mail.file(space, Mail.INITIALIZER), initializer);
            }
            crew.startFirst(); // it takes them longer to come up than it takes us to be there for them
            this.mail = Mail.create(space, builder.places());
            crew.connect(mail);
        } catch (IOException | RuntimeException | Error e) {
            crew.endAll();
            space.close();
            throw new WorkerStartException("can't be started: pool=" + name + ", because=" + e.getMessage(), e);
        }
        this.engine = builder.engine(name, mail, crew);
        new Receiver(name, mail, crew, engine, this::whenOver).start();
    }

    private Thread callbackThread(Runnable body) {
        return OwnThread.daemon("dev.shm callbacks of " + name, body);
    }

    private void whenOver() {
        try {
            engine.overseer().close();
            callbacks.shutdown();
            crew.awaitRehearsal();
            mail.close();
        } finally {
            terminated.countDown();
        }
    }

    @Override
    PoolEngine engine() {
        return engine;
    }

    @Override
    Executor callbacks() {
        return callbacks;
    }

    // ---- making ----

    /** {@return a builder of a pool that is to be something special} */
    public static ProcessPoolBuilder builder() {
        return new ProcessPoolBuilder();
    }

    /** {@return a pool of as many workers as there are processors that this JVM may use; to be closed} */
    public static ProcessPool create() {
        return builder().build();
    }

    /**
     * {@return a pool, to be closed}
     * @param workers how many, 1 or more
     */
    public static ProcessPool of(int workers) {
        return builder().workers(workers).build();
    }

    /**
     * {@return the pools of this user on this machine, of all processes, as far as they can be seen from here}
     * What is told of one was true a moment ago.
     */
    public static List<PoolInfo> list() {
        return Listing.list();
    }

    // ---- one ----

    /**
     * Runs a function in a worker. Blocking.
     *
     * @param <R> the type of the result
     * @param function the function
     * @return what it returned
     * @throws InterruptedException if interrupted before or while waiting; the function is stopped
     */
    public <R> R apply(SerializableCallable<R> function) throws InterruptedException {
        Objects.requireNonNull(function, "function");
        return this.<R>call(new Calls.Call(function), Collections.singletonList(null), MapOptions.DEFAULT)
                .await(null)
                .get(0);
    }

    /**
     * Runs a function in a worker. Does not wait.
     *
     * @param <R> the type of the result
     * @param function the function
     * @return completes with what it returned; cancelled with {@code true}, the function is stopped
     */
    public <R> CompletableFuture<R> submit(SerializableCallable<R> function) {
        return submit(new Calls.Call(Objects.requireNonNull(function, "task")), null);
    }

    /**
     * Runs an action in a worker. Does not wait.
     *
     * @param action the action
     * @return completes with null; cancelled with {@code true}, the action is stopped
     */
    public CompletableFuture<?> submit(SerializableRunnable action) {
        return submit(new Calls.Run(Objects.requireNonNull(action, "task")), null);
    }

    @Override
    public <R> CompletableFuture<R> submit(Callable<R> task) {
        return submit(new Calls.Call(refuseOthers(task)), null);
    }

    @Override
    public CompletableFuture<?> submit(Runnable task) {
        return submit(new Calls.Run(refuseOthers(task)), null);
    }

    @Override
    public <R> CompletableFuture<R> submit(Runnable task, R result) {
        return submit(new Calls.Run(refuseOthers(task)), result);
    }

    private <R> PoolFuture<R> submit(Work work, R result) {
        PoolFuture<R> future =
                new PoolFuture<>(engine, callbacks, engine.job(work), Values.encode(new Object[1]), result);
        engine.submit(future.task());
        return future;
    }

    private static <F> F refuseOthers(F task) {
        if (!(Objects.requireNonNull(task, "task") instanceof Serializable)) {
            throw new IllegalArgumentException(
                    "not serializable: class=" + task.getClass().getName()
                            + "; write the lambda where it is given to the pool, or declare it as a SerializableCallable or"
                            + " SerializableRunnable");
        }
        return task;
    }

    /**
     * Runs an action in a worker. What it throws goes to the handler of uncaught exceptions here, as with a {@link ThreadPoolExecutor}.
     *
     * @param task serializable
     */
    @Override
    public void execute(Runnable task) {
        submit(task).whenComplete((result, failure) -> {
            if (failure != null && !(failure instanceof CancellationException)) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
            }
        });
    }

    // ---- of an executor ----

    @Override
    public <R> List<Future<R>> invokeAll(Collection<? extends Callable<R>> tasks) throws InterruptedException {
        return Invocations.all(this, tasks, Long.MAX_VALUE);
    }

    @Override
    public <R> List<Future<R>> invokeAll(Collection<? extends Callable<R>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return Invocations.all(this, tasks, unit.toNanos(timeout));
    }

    @Override
    public <R> R invokeAny(Collection<? extends Callable<R>> tasks) throws InterruptedException, ExecutionException {
        try {
            return Invocations.any(this, tasks, Long.MAX_VALUE);
        } catch (TimeoutException e) {
            throw new AssertionError(e); // in 292 years
        }
    }

    @Override
    public <R> R invokeAny(Collection<? extends Callable<R>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Invocations.any(this, tasks, unit.toNanos(timeout));
    }

    /** Takes no more tasks. Those that it has are done, then the workers end. Does not wait. */
    @Override
    public void shutdown() {
        engine.shutDown();
    }

    /**
     * Takes no more tasks, cancels those that have not begun, and stops the others: they are interrupted, and a second later their
     * workers killed. Does not wait.
     *
     * @return those that have not begun: their futures, if they have been submitted one by one
     */
    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> neverBegun = Invocations.cancel(engine.shutDownNow());
        engine.endIfDone(); // only now, so that nothing is over before all have heard
        return neverBegun;
    }

    @Override
    public boolean isShutdown() {
        return engine.isShutDown();
    }

    @Override
    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    /**
     * Waits until all tasks are done and all workers have ended. Takes no more meanwhile. Interrupted, it does as {@link #shutdownNow},
     * and goes on waiting. Idempotent.
     */
    @Override
    public void close() {
        shutdown();
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                terminated.await();
                callbacks.awaitTermination(CALLBACK_SECONDS, TimeUnit.SECONDS); // futures may be about to be completed
                over = true;
            } catch (InterruptedException e) {
                interrupted = true;
                shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- for those who want to know ----

    /** {@return its name} */
    public String name() {
        return name;
    }

    /** {@return how many workers it has, or would have if all were up} */
    @Override
    public int size() {
        return crew.workers();
    }

    /** {@return the processes of its workers that run} */
    public List<ProcessHandle> workers() {
        return crew.handles();
    }

    /** {@return the name and the state} */
    @Override
    public String toString() {
        String state = isTerminated() ? ", terminated" : isShutdown() ? ", shut down" : "";
        return "ProcessPool " + name + ", workers=" + crew.workers() + state;
    }
}
