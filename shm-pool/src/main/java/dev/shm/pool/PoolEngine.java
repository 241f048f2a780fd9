package dev.shm.pool;

import dev.shm.pool.launch.Ending;
import dev.shm.pool.protocol.Failure;
import dev.shm.pool.protocol.Frame;
import dev.shm.pool.protocol.Frame.Kind;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.ObjectBytes;
import dev.shm.pool.protocol.TaskBytes;
import dev.shm.pool.protocol.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/**
 * The tasks of a pool: gives them to the workers, and settles each once, by what is said in the queue of answers, in that order.
 *
 * <p>Threads: any. No code of the user's runs in here. Progress: a task is never waited for in here, and nor is a worker.
 */
final class PoolEngine {
    /* A file costs as much as to copy so much four times: each task is encoded, put, taken and decoded. */
    private static final int MOST_FUNCTION_BYTES_OF_ALL = 64 * 1024;

    /*
     * Invariants
     *
     *  1. A task is in `pending`, by the number of its present attempt, from the moment that it is given to the pool until it is
     *     answered; who takes it out of there answers it.
     *  2. It is in the backlog, or in the queue of tasks, or in hand of a worker, or one of these has answered it, sent it back, or
     *     died; of each of the last three a message comes. Hence nobody has to wait for a worker.
     *  3. The queue of tasks is closed only when nothing is pending.
     */
    private final String name;
    private final Mail mail;
    private final Crew crew;
    private final Overseer overseer;
    private final int retries;

    private final Map<Long, PoolTask> pending = new HashMap<>(); // guarded by this, as is all below
    private final Backlog backlog = new Backlog();
    private long lastNumber;
    private boolean isShutDown;
    private boolean isOver; // the queue of tasks is closed
    private WorkerStartException broken;
    private Throwable refusal; // what an initializer has thrown last

    PoolEngine(String name, Mail mail, Crew crew, int retries, long deadlineNanos) {
        this.name = name;
        this.mail = mail;
        this.crew = crew;
        this.retries = retries;
        this.overseer = new Overseer(name, mail, crew, deadlineNanos, this::overDeadline);
    }

    // ---- giving tasks ----

    /** A function that is sent with each task. */
    Job job(Work work) {
        return new Job(nextNumber(), ObjectBytes.encode(work));
    }

    /** A function of so many tasks, which lies in a file if it is long, or were sent often; to be {@linkplain #endJob ended}. */
    Job jobOfMany(Work work, int tasks) {
        Job job = job(work);
        long length = job.function().length;
        if (length <= TaskBytes.MOST_FUNCTION_BYTES && length * tasks <= MOST_FUNCTION_BYTES_OF_ALL) {
            return job;
        }
        try {
            Mail.write(mail.file(TaskBytes.fileName(job.id())), job.function());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Job(job.id(), null);
    }

    void endJob(Job job) {
        if (job.function() == null) {
            Mail.discard(mail.file(TaskBytes.fileName(job.id())));
        }
    }

    private synchronized long nextNumber() {
        return ++lastNumber;
    }

    /** Gives a task to the workers. Does not wait. */
    void submit(PoolTask task) {
        PoolTask impossible;
        synchronized (this) {
            if (broken != null) {
                throw new WorkerStartException(broken.getMessage(), broken);
            }
            if (isShutDown) {
                throw new RejectedExecutionException("shut down: pool=" + name + "; no more tasks are taken");
            }
            overseer.begin();
            impossible = dispatch(task);
        }
        if (impossible != null) {
            impossible.answer(new Answer(impossible.failure));
        }
    }

    /** Sends a task, for the first time or because it came back. Returns the task itself if it can't be sent. Guarded. */
    private PoolTask dispatch(PoolTask task) {
        boolean isBack = task.id != 0; // there was an attempt before
        task.id = ++lastNumber;
        task.frame = null;
        pending.put(task.id, task);
        if (!backlog.isNext(isBack) || !offer(task)) {
            backlog.add(task, isBack);
        }
        return task.failure == null ? null : task;
    }

    /** Puts it into the queue, if there is room; or finds that it can't be sent. Guarded. */
    private boolean offer(PoolTask task) {
        if (mail.tasks().remainingCapacity() == 0) {
            return false;
        }
        try {
            if (task.frame == null) {
                task.frame = mail.frame(Kind.TASK, 0, task.id, task.bytes());
            }
            return mail.tasks().offer(task.frame);
        } catch (IOException | OutOfMemoryError e) {
            pending.remove(task.id);
            task.failure = e;
            return true;
        }
    }

    /** Moves tasks from the backlog into the queue as long as there is room. */
    void refill() {
        List<PoolTask> impossible = new ArrayList<>();
        synchronized (this) {
            backlog.handOut(task -> {
                boolean done = offer(task);
                if (done && task.failure != null) {
                    impossible.add(task);
                }
                return done;
            });
        }
        impossible.forEach(task -> task.answer(new Answer(task.failure)));
    }

    synchronized boolean hasBacklog() {
        return !backlog.isEmpty();
    }

    // ---- taking them back ----

    /** Nobody wants its answer any more. If it has begun, and that is wanted, it is interrupted, and at last its worker killed. */
    void cancel(PoolTask task, boolean mayInterrupt) {
        synchronized (this) {
            if (pending.remove(task.id, task) && !takeBack(task) && mayInterrupt) {
                overseer.stop(task.id);
            }
        }
        endIfDone();
    }

    /** Guarded. Says whether no worker has it. */
    private boolean takeBack(PoolTask task) {
        if (backlog.remove(task)) {
            return true;
        }
        boolean removed = task.frame != null && mail.tasks().remove(task.frame);
        if (removed) {
            discard(task);
        }
        return removed;
    }

    private void discard(PoolTask task) {
        if (task.frame != null && task.frame.spilled()) {
            mail.discard(Kind.TASK, task.id);
        }
    }

    /** No more tasks are taken; those that are there are done. */
    void shutDown() {
        synchronized (this) {
            isShutDown = true;
        }
        endIfDone();
    }

    /** The same, but those that no worker has are given back, and the others are stopped; to be followed by {@link #endIfDone}. */
    List<PoolTask> shutDownNow() {
        List<PoolTask> neverBegun = new ArrayList<>();
        synchronized (this) {
            isShutDown = true;
            for (PoolTask task : List.copyOf(pending.values())) {
                if (takeBack(task)) {
                    pending.remove(task.id);
                    neverBegun.add(task);
                }
            }
            // Only now: a worker that is free again must not find another one.
            pending.keySet().forEach(overseer::stop);
        }
        return neverBegun;
    }

    /** If nothing more is to come, workers may go. */
    void endIfDone() {
        synchronized (this) {
            if (!isShutDown || isOver || !pending.isEmpty()) {
                return;
            }
            isOver = true;
        }
        mail.tasks().close(); // workers find that nothing is left, and end
        crew.killUnready();
        crew.callAll();
    }

    /** Nothing will ever come of it: all tasks fail, and all workers go. */
    void breakDown(WorkerStartException cause) {
        List<PoolTask> failed;
        synchronized (this) {
            broken = cause;
            isShutDown = true;
            isOver = true;
            failed = List.copyOf(pending.values());
            pending.clear();
            backlog.clear();
        }
        crew.killAll();
        failed.forEach(task -> task.answer(new Answer(new WorkerStartException(cause.getMessage(), cause))));
    }

    // ---- what is said ----

    /** A task was answered, by its result or what it has thrown. */
    void answered(Frame frame) {
        PoolTask task;
        synchronized (this) {
            task = pending.remove(frame.id());
        }
        overseer.forget(frame.id());
        if (task == null) { // that was cancelled, or an attempt before its present one
            mail.discard(Kind.TASK, frame.id());
            if (frame.spilled()) {
                mail.discard(frame.kind(), frame.id());
            }
            return;
        }
        discard(task);
        task.answer(read(frame));
        endIfDone();
    }

    private Answer read(Frame frame) {
        try {
            return new Answer(frame.kind(), mail.take(frame));
        } catch (IOException | OutOfMemoryError e) {
            return new Answer(e);
        }
    }

    /** A task came back from one that died. Whether that one had begun it stands on the board, or was found there at its end. */
    void returned(Frame frame) {
        PoolTask impossible = null;
        synchronized (this) {
            PoolTask task = pending.get(frame.id());
            if (task != null && !isBegun(frame.id())) {
                pending.remove(frame.id());
                discard(task);
                impossible = dispatch(task);
            }
        }
        if (impossible != null) {
            impossible.answer(new Answer(impossible.failure));
        }
    }

    private boolean isBegun(long id) {
        for (int worker = 1; worker <= crew.size(); worker++) {
            if (mail.board().current(worker) == id) {
                return true;
            }
        }
        return false;
    }

    /** A worker has ended. What it had begun fails, or is done again. */
    void ended(int worker, Ending ending) {
        long begun = mail.board().current(worker);
        mail.board().clear(worker);
        overseer.forget(begun);
        PoolTask failed = null;
        PoolTask impossible = null;
        synchronized (this) {
            PoolTask task = pending.remove(begun);
            if (task != null) {
                discard(task);
                task.deaths++;
                if (task.deaths <= retries) {
                    impossible = dispatch(task);
                } else {
                    failed = task;
                }
            }
        }
        mail.discard(Kind.RESULT, begun); // half written, perhaps
        mail.discard(Kind.FAILURE, begun);
        if (failed != null) {
            failed.answer(new Answer(new WorkerDiedException(ending, failed.deaths)));
        }
        if (impossible != null) {
            impossible.answer(new Answer(impossible.failure));
        }
        endIfDone();
    }

    /** A worker can't start: what its initializer has thrown. */
    void refused(Frame frame) {
        try {
            Throwable thrown = Thrown.of(Failure.decode(mail.take(frame)));
            synchronized (this) {
                refusal = thrown;
            }
        } catch (IOException e) {
            // Its last words have to do.
        }
    }

    synchronized Throwable refusal() {
        return refusal;
    }

    /** A task takes too long. It fails at once; its worker is interrupted, and at last killed. */
    private void overDeadline(long id, Throwable why) {
        PoolTask task;
        synchronized (this) {
            task = pending.remove(id);
        }
        if (task != null) {
            discard(task);
            task.answer(new Answer(why));
            endIfDone();
        }
    }

    // ---- what it is ----

    synchronized boolean isShutDown() {
        return isShutDown;
    }

    /** Whether workers are to end when they find nothing. */
    synchronized boolean isOver() {
        return isOver;
    }

    Overseer overseer() {
        return overseer;
    }
}
