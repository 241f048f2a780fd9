package dev.shm.benchmarks.workers;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import java.io.IOException;
import org.agrona.concurrent.BusySpinIdleStrategy;

/**
 * One of two players that pass a number to and fro through two queues: spinning, as {@code spin_pingpong.c} does, or blocking, as
 * {@code queue_pingpong.py} does. Each stays on a processor of its own, and may work for a while before it puts, so that the other
 * one sleeps by then; that time is not counted.
 */
public final class Passing implements Game {
    /** How a player waits. */
    public enum Wait {
        /** It keeps its processor. */
        SPINNING,
        /** As the queue does by itself. */
        BLOCKING
    }

    private static final int TRIPS_PER_LOOK = 16;
    private static final int CAPACITY = 1024;
    private static final long OVER = -1;

    private final SharedQueue<Long> there;
    private final SharedQueue<Long> back;
    private final Wait wait;
    private final long workNanos;
    private long trips;

    private Passing(SharedSpace space, Wait wait, long workNanos) {
        this.wait = wait;
        this.workNanos = workNanos;
        there = queue(space, "there");
        back = queue(space, "back");
    }

    private SharedQueue<Long> queue(SharedSpace space, String name) {
        SharedQueue<Long> queue = SharedQueue.openOrCreate(space, name, Codecs.longs(), CAPACITY, Long.BYTES);
        return wait == Wait.SPINNING ? queue.spinning(BusySpinIdleStrategy::new) : queue;
    }

    /**
     * Plays.
     *
     * @param arguments the space, 0 for who measures or 1 for the other one, how they wait, and for how many microseconds each works
     */
    public static void main(String[] arguments) throws Exception {
        Wait wait = Wait.valueOf(arguments[2]);
        long workNanos = 1000 * Long.parseLong(arguments[3]);
        Game.join(arguments, (space, player) -> new Passing(space, wait, workNanos));
    }

    @Override
    public void answer() throws InterruptedException {
        for (long number = there.take(); number != OVER; number = there.take()) {
            Game.work(workNanos);
            back.put(number);
        }
        there.taskDone(); // nothing is left in hand
    }

    @Override
    public String measure(long nanos) throws Exception {
        play(nanos / 2);
        long before = trips;
        long slept = -sleeps();
        double median = Game.median(nanos, this::play);
        slept += sleeps();
        there.put(OVER);
        back.taskDone(); // nothing is left in hand
        return "median_ns_per_round_trip=" + median + " blocked=" + Math.min(1, (double) slept / (trips - before));
    }

    /** Round trips for at least so long; the time that each took, without the work of both. */
    private double play(long nanos) throws InterruptedException {
        int perLook = wait == Wait.SPINNING ? TRIPS_PER_LOOK : 1;
        long first = trips;
        long start = System.nanoTime();
        long elapsed;
        do {
            for (int i = 0; i < perLook; i++) {
                Game.work(workNanos);
                there.put(trips);
                if (back.take() != trips) {
                    throw new IllegalStateException("another number came back: put=" + trips);
                }
                trips++;
            }
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return (double) elapsed / (trips - first) - 2 * workNanos;
    }

    /** How often this thread has given up its processor by itself; 0 where that is not told. */
    private static long sleeps() throws IOException {
        return ThreadStatus.get("voluntary_ctxt_switches").map(Long::valueOf).orElse(0L);
    }
}
