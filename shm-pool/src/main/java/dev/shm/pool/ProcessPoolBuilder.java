package dev.shm.pool;

import dev.shm.pool.protocol.Mail;
import dev.shm.space.SharedSpace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What a {@link ProcessPool} is made with. */
public final class ProcessPoolBuilder extends JvmBuilder<ProcessPoolBuilder> {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private int workers = Runtime.getRuntime().availableProcessors();
    private int spares;
    private String name;
    private SerializableRunnable initializer;
    private long mostTasksPerWorker;
    private long deadlineNanos;
    private int retries;

    ProcessPoolBuilder() {}

    @Override
    ProcessPoolBuilder self() {
        return this;
    }

    /**
     * Sets how many workers there are.
     *
     * @param count 1 to 1,000; by default as many as there are processors that this JVM may use
     * @return this builder
     */
    public ProcessPoolBuilder workers(int count) {
        if (count < 1 || count > 1000) {
            throw new IllegalArgumentException("workers=" + count + "; take 1 to 1000");
        }
        workers = count;
        return this;
    }

    /**
     * Keeps JVMs that have come up and wait, so that one can take the place of a worker that ends in no time, instead of that of a start:
     * for pools whose workers die or are {@linkplain #maxTasksPerWorker replaced} often. The initializer runs in them, too.
     *
     * @param count 0 to 100; by default 0
     * @return this builder
     */
    public ProcessPoolBuilder spares(int count) {
        if (count < 0 || count > 100) {
            throw new IllegalArgumentException("spares=" + count + "; take 0 to 100");
        }
        spares = count;
        return this;
    }

    /**
     * Names it.
     *
     * @param newName what its threads, workers and exceptions are called by; by default {@code pool-1} and so on
     * @return this builder
     */
    public ProcessPoolBuilder name(String newName) {
        if (newName.isBlank()) {
            throw new IllegalArgumentException("the name is blank; leave it out, or take one that can be read");
        }
        name = newName;
        return this;
    }

    /**
     * Runs something in each worker before its first task. If it throws, that worker ends and another one is started; if none gets any
     * further, the pool gives up, and its tasks fail with a {@link WorkerStartException} that has the exception.
     *
     * @param action what to run
     * @return this builder
     */
    public ProcessPoolBuilder initializer(SerializableRunnable action) {
        initializer = action;
        return this;
    }

    /**
     * Replaces each worker when it has done so many tasks. A chunk of {@code map} is one.
     *
     * @param most 1 or more; by default workers stay
     * @return this builder
     */
    public ProcessPoolBuilder maxTasksPerWorker(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("tasks=" + most + "; take 1 or more");
        }
        mostTasksPerWorker = most;
        return this;
    }

    /**
     * Limits how long each task may take from when a worker has begun it. One that takes longer fails with a {@code TimeoutException};
     * it is interrupted, and a second later its worker is killed.
     *
     * @param time more than nothing; by default there is no limit
     * @return this builder
     */
    public ProcessPoolBuilder taskDeadline(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("deadline=" + time + "; take more than nothing");
        }
        deadlineNanos = time.toNanos();
        return this;
    }

    /**
     * Runs a task again whose worker died in it, so often at most. It may have been run in part: it had better be idempotent.
     *
     * @param most 0 or more; by default 0: the task fails with a {@link WorkerDiedException}
     * @return this builder
     */
    public ProcessPoolBuilder retries(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("retries=" + most + "; take 0 or more");
        }
        retries = most;
        return this;
    }

    /**
     * Makes the pool, and starts its workers. Does not wait for them to come up.
     *
     * @return the pool, to be closed
     * @throws WorkerStartException if none can be started at all
     */
    public ProcessPool build() {
        return new ProcessPool(this);
    }

    // ---- for the pool ----

    String nameOrNext() {
        return name == null ? "pool-" + COUNT.incrementAndGet() : name;
    }

    int places() {
        return workers + spares;
    }

    SerializableRunnable initializer() {
        return initializer;
    }

    Crew crew(String poolName, SharedSpace space) {
        return new Crew(poolName, space, launch(false), workers, spares, mostTasksPerWorker);
    }

    PoolEngine engine(String poolName, Mail mail, Crew crew) {
        return new PoolEngine(poolName, mail, crew, retries, deadlineNanos);
    }
}
