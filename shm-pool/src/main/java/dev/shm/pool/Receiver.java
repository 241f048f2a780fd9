package dev.shm.pool;

import dev.shm.pool.protocol.Frame;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.OwnThread;
import dev.shm.queues.UndecodableElementException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The thread of a pool: reads what is said in the queue of answers, one after the other, and keeps the crew complete.
 *
 * <p>No code of the user's runs in it.
 */
final class Receiver {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    /* A worker frees the room of a task right after it has answered it: only if that was missed there is something to look for. */
    private static final long LOOK_AT_BACKLOG_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int LEAST_FAILED_STARTS = 3;
    /* Whoever is killed from outside did not fail; but if that goes on and on, a worker does not fit into the memory, perhaps. */
    private static final int KILLS_PER_FAILURE = 10;

    private final String name;
    private final Mail mail;
    private final Crew crew;
    private final PoolEngine engine;
    private final Runnable whenOver;
    private final TreeSet<Integer> absent = new TreeSet<>();
    private int failedStarts; // in KILLS_PER_FAILURE
    private long overSince;

    Receiver(String name, Mail mail, Crew crew, PoolEngine engine, Runnable whenOver) {
        this.name = name;
        this.mail = mail;
        this.crew = crew;
        this.engine = engine;
        this.whenOver = whenOver;
    }

    void start() {
        OwnThread.daemon("dev.shm " + name, this::run).start();
    }

    private void run() {
        try {
            while (!engine.isOver() || !crew.isEmpty()) {
                Frame frame = next();
                if (frame != null) {
                    handle(frame);
                } else {
                    startAbsent();
                    startNext(); // whoever is to come up first takes its time
                }
                engine.refill();
                killIfTheyStay();
            }
        } catch (RuntimeException | Error e) {
            System.getLogger("dev.shm.pool").log(Level.ERROR, "a pool failed: pool=" + name, e);
            engine.breakDown(new WorkerStartException("the pool failed: pool=" + name + ", because=" + e, e));
        } finally {
            crew.endAll(); // there is nobody left but after a failure
            whenOver.run();
        }
    }

    private Frame next() {
        try {
            return mail.results().poll(engine.hasBacklog() ? LOOK_AT_BACKLOG_NANOS : LOOK_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return null; // somebody went through all threads of the JVM
        } catch (UndecodableElementException e) {
            System.getLogger("dev.shm.pool").log(Level.WARNING, "somebody else writes to a pool: pool=" + name, e);
            return null;
        }
    }

    private void handle(Frame frame) {
        switch (frame.kind()) {
            case RESULT, FAILURE -> engine.answered(frame);
            case RETURNED -> engine.returned(frame);
            case STARTED -> startNext();
            case READY -> {
                failedStarts = 0;
                crew.ready(frame.worker());
                startNext();
                if (engine.isOver()) {
                    crew.callAll(); // a spare that was started when the others were called
                }
            }
            case REFUSED -> engine.refused(frame);
            case EXITED -> ended(frame);
            case TASK -> throw new IllegalStateException("unexpected: " + frame);
        }
    }

    private void ended(Frame frame) {
        Crew.Member member = crew.remove(frame.worker(), frame.id());
        if (member == null) {
            return;
        }
        engine.ended(frame.worker(), member.ending());
        if (engine.isOver()) {
            return;
        }
        if (!member.wasReady()) {
            failedStarts += member.ending().wasKilled() ? 1 : KILLS_PER_FAILURE;
        }
        if (failedStarts < KILLS_PER_FAILURE * Math.max(LEAST_FAILED_STARTS, crew.size())) {
            call(() -> crew.replace(frame.worker()));
        } else if (crew.isAnyReady()) {
            absent.add(frame.worker()); // later: the others go on meanwhile
        } else {
            engine.breakDown(new WorkerStartException(
                    "workers do not start: pool=" + name + ", the last one: "
                            + member.ending().describe(),
                    engine.refusal()));
        }
    }

    private void startAbsent() {
        if (!engine.isOver()) {
            absent.forEach(this::start);
        }
        absent.clear();
    }

    private void startNext() {
        if (!engine.isOver()) {
            call(crew::startNext);
        }
    }

    private void start(int worker) {
        call(() -> crew.start(worker));
    }

    private interface Start {
        void run() throws IOException;
    }

    private void call(Start start) {
        try {
            start.run();
        } catch (IOException e) {
            engine.breakDown(new WorkerStartException(
                    "a worker can't be started: pool=" + name + ", because=" + e.getMessage(), e));
        }
    }

    /** Workers that have nothing more to do, but a hook that does not end. */
    private void killIfTheyStay() {
        if (engine.isOver()) {
            long now = System.nanoTime();
            overSince = overSince == 0 ? now : overSince;
            if (now - overSince > LEAVE_NANOS) {
                crew.killAll();
            }
        }
    }
}
