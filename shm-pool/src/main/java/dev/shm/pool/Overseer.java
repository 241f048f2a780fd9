package dev.shm.pool;

import dev.shm.pool.protocol.Board;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.OwnThread;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at the board for tasks that are to be stopped, or have gone on for too long: interrupts them, and kills the worker of one that
 * does not hear. It goes by its own clock only, from when it first saw a task there.
 */
final class Overseer {
    /** How long a task may go on when it was interrupted. */
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LOOK_MILLIS = 10;

    private final String poolName;
    private final Mail mail;
    private final Crew crew;
    private final long deadlineNanos; // 0 for none
    private final Late late;
    private final Set<Long> unwanted = ConcurrentHashMap.newKeySet();
    private final Seen[] seen;
    private ScheduledThreadPoolExecutor clock; // guarded by this; null while there is nothing to look for
    private boolean closed; // guarded by this

    /** Hears of a task that goes on for too long. */
    interface Late {
        void overDeadline(long task, Throwable why);
    }

    /** What a worker was about at the last look. */
    private static final class Seen {
        private long task;
        private long sinceNanos;
        private boolean stopped;
    }

    Overseer(String poolName, Mail mail, Crew crew, long deadlineNanos, Late late) {
        this.poolName = poolName;
        this.mail = mail;
        this.crew = crew;
        this.deadlineNanos = deadlineNanos;
        this.late = late;
        this.seen = new Seen[crew.size() + 1];
        for (int worker = 1; worker < seen.length; worker++) {
            seen[worker] = new Seen();
        }
    }

    /** There are tasks, which may have a deadline. */
    void begin() {
        if (deadlineNanos > 0) {
            look();
        }
    }

    /** A task is to be stopped, whoever is about it, or will be. */
    void stop(long task) {
        unwanted.add(task);
        look();
    }

    /** Nobody is about that task any more. */
    void forget(long task) {
        unwanted.remove(task);
    }

    private synchronized void look() {
        if (clock == null && !closed) {
            clock = new ScheduledThreadPoolExecutor(
                    1, body -> OwnThread.daemon("dev.shm overseer of " + poolName, body));
            clock.scheduleWithFixedDelay(this::tick, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try {
            for (int worker = 1; worker < seen.length; worker++) {
                tick(worker, seen[worker]);
            }
        } catch (IllegalStateException e) {
            close(); // the pool is over
        }
    }

    private void tick(int worker, Seen last) {
        Board board = mail.board();
        long task = board.current(worker);
        long now = System.nanoTime();
        if (task != last.task) {
            last.task = task;
            last.sinceNanos = now;
            last.stopped = false;
        }
        long nanos = now - last.sinceNanos;
        if (task == 0) {
            return;
        }
        if (last.stopped) {
            if (nanos > GRACE_NANOS) {
                crew.kill(worker);
            }
        } else if (unwanted.contains(task)) {
            interrupt(worker, last, now);
        } else if (deadlineNanos > 0 && nanos > deadlineNanos) {
            late.overDeadline(
                    task,
                    new TimeoutException("a task takes too long: pool=" + poolName + ", deadline="
                            + TimeUnit.NANOSECONDS.toMillis(deadlineNanos) + " ms, worker=" + worker + ", pid="
                            + board.pid(worker) + "; it is interrupted, and its worker killed if it goes on"));
            interrupt(worker, last, now);
        }
    }

    private void interrupt(int worker, Seen last, long now) {
        last.stopped = true;
        last.sinceNanos = now;
        mail.board().stop(worker, last.task);
        mail.bell(worker).set();
    }

    synchronized void close() {
        closed = true;
        if (clock != null) {
            clock.shutdown();
        }
    }
}
