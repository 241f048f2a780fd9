package dev.shm.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A run of a process that has several threads, one of which may end while the others live: real threads, of which one runs
 * at a time.
 */
final class SimThreads implements SimReplay, SimWorld {
    private final List<Actor> actors = new ArrayList<>();
    private final Semaphore back = new Semaphore(0);
    private Throwable failure;
    private boolean ended;

    SimThreads(SimProgram program, int number, SimMoment moment) {
        SimBody body = program.body(number, this);
        for (Runnable task : body.threads()) {
            Actor actor = new Actor(task);
            actors.add(actor);
            actor.start();
            awaitStep(actor);
        }
        for (SimMoment step : moment.path()) {
            goOn(step);
        }
    }

    /** One step further. */
    void goOn(SimMoment step) {
        Actor actor = actors.get(step.thread);
        SimReplay.requireSame(step.before.next[step.thread], actor.next);
        actor.learnt = step.learnt;
        actor.go.release();
        awaitStep(actor);
    }

    private void awaitStep(Actor actor) {
        back.acquireUninterruptibly();
        if (actor.next == null) {
            join(actor); // the next one to ask finds it ended
        }
    }

    private static void join(Actor actor) {
        try {
            actor.join();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while a simulated thread ends", e);
        }
    }

    @Override
    public long perform(SimOperation operation) {
        Actor actor = (Actor) Thread.currentThread();
        if (!ended) {
            actor.next = operation;
            back.release();
            actor.go.acquireUninterruptibly();
        }
        if (ended) {
            throw Paused.PAUSED;
        }
        actor.next = null;
        return actor.learnt;
    }

    /** Ends all threads where they are. */
    void end() {
        ended = true;
        for (Actor actor : actors) {
            actor.go.release();
            join(actor);
        }
    }

    @Override
    public SimOperation[] next() {
        return actors.stream().map(actor -> actor.next).toArray(SimOperation[]::new);
    }

    @Override
    public SimPlace place() {
        return null;
    }

    @Override
    public Throwable failure() {
        return failure;
    }

    /** What one has written the other reads: there is a semaphore in between. */
    private final class Actor extends Thread {
        private final Semaphore go = new Semaphore(0);
        private final Runnable task;
        private SimOperation next;
        private long learnt;

        Actor(Runnable task) {
            this.task = task;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                task.run();
            } catch (Paused e) {
                // the run is over
            } catch (RuntimeException | Error e) {
                failure = ended ? failure : e;
            } finally {
                back.release();
            }
        }
    }
}
