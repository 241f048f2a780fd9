package dev.shm.demos;

import dev.shm.locks.InterProcessSemaphore;
import dev.shm.locks.InterProcessSemaphore.Bound;
import dev.shm.robust.Fairness;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The JVMs that put parcels into a queue and take them out, started from here. */
final class QueueCrew {
    private static final int MOST_PRODUCING = 1_000_000;
    /* Kept here: a logger that nobody holds is collected, and its level forgotten. */
    private static final Logger WARNINGS = Logger.getLogger("dev.shm.robust");

    private final Stage stage;
    private final SharedSpace space;
    private final List<Hand> all = new CopyOnWriteArrayList<>();

    /**
     * One of them.
     *
     * @param worker the JVM
     * @param share how many parcels it has put or taken
     * @param tally of what it puts; null if it is a consumer
     */
    record Hand(WorkerJvm worker, SharedLong share, Tally tally) {
        boolean isProducer() {
            return tally != null;
        }

        /** Waits until it is at work. */
        void begin() {
            worker.awaitLine(); // one that has died is noticed later
            worker.send("go");
        }
    }

    /**
     * Nobody yet.
     *
     * @param space where they will work
     * @param stage where they will be started
     */
    QueueCrew(SharedSpace space, Stage stage) {
        this.space = space;
        this.stage = stage;
        silence();
    }

    /** The library warns of deaths; the demos tell of them in their own words. */
    static void silence() {
        WARNINGS.setLevel(Level.OFF);
    }

    /** Whoever holds a permit of it has producers, or will have. The permits of the dead come back. */
    static InterProcessSemaphore producing(SharedSpace space) {
        return InterProcessSemaphore.openOrCreate(space, "producing", MOST_PRODUCING, Fairness.BARGING, Bound.BOUNDED);
    }

    /** Whether somebody who lives holds one. */
    static boolean isAnyProducing(InterProcessSemaphore producing) {
        return producing.availablePermits() < MOST_PRODUCING;
    }

    /** Starts one that puts so many parcels. */
    Hand startProducer(long parcels) {
        Tally tally = Tally.create(space, parcels);
        return start(QueueProducer.class, parcels, tally, Integer.toString(tally.producer()));
    }

    Hand startConsumer() {
        return start(QueueConsumer.class, 0, null, "");
    }

    private Hand start(Class<?> main, long steps, Tally tally, String producer) {
        String name = "share-" + (all.size() + 1);
        SharedLong share = SharedLong.create(stage.space(), name);
        WorkerJvm worker = stage.start(
                main, space.path().toString(), stage.space().path().toString(), name, Long.toString(steps), producer);
        Hand hand = new Hand(worker, share, tally);
        all.add(hand);
        return hand;
    }

    /** How many parcels its producers have put, and its consumers taken, as far as they are told. */
    long done() {
        long sum = 0;
        for (Hand hand : all) {
            sum += hand.share().get();
        }
        return sum;
    }
}
