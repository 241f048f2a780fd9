package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.Arrays;

/**
 * One of two players that hand over to each other by nothing but three locks in a ring, on which they climb hand over
 * hand: each always has one and wants the next, which the other has.
 *
 * <pre>
 *   player 0 has 0, wants 1     player 1 has 1
 *                               takes 2, gives 1, wants 0     (1: a hand-over)
 *   has 1, gives 0, wants 2                                   (0: a hand-over)
 *                               has 0, gives 2, wants 1       (2: a hand-over), and so on
 * </pre>
 *
 * <p>A hand-over is an unlock that wakes and a lock that blocks, where the futex ping-pong of {@code futex_pingpong.c} has
 * a wake and a wait. Each player stays on a processor of its own, and works for a while before it gives, so that the other
 * one sleeps by then; that time is not counted.
 */
public final class HandingOver implements Game {
    private static final int LOCKS = 3;

    private final InterProcessLock[] ring = new InterProcessLock[LOCKS];
    private final SharedLong over;
    private final int player;
    private final long workNanos;
    private int has;

    private HandingOver(SharedSpace space, int player, long workNanos) {
        this.player = player;
        this.workNanos = workNanos;
        for (int i = 0; i < LOCKS; i++) {
            ring[i] = InterProcessLock.openOrCreate(space, "ring-" + i);
        }
        over = SharedLong.openOrCreate(space, "over");
    }

    /**
     * Plays.
     *
     * @param arguments the space, 0 for who measures or 1 for the other one, and for how many microseconds each works
     */
    public static void main(String[] arguments) throws Exception {
        long workNanos = 1000 * Long.parseLong(arguments[2]);
        Game.join(arguments, (space, player) -> new HandingOver(space, player, workNanos));
    }

    @Override
    public void ready() {
        over.set(0);
        has = player;
        ring[has].lock();
    }

    private void climb() {
        int next = (has + 1) % LOCKS;
        ring[next].lock();
        Game.work(workNanos);
        ring[has].unlock();
        has = next;
    }

    @Override
    public void answer() {
        while (over.getAcquire() == 0) {
            climb();
        }
        ring[has].unlock();
    }

    @Override
    public String measure(long nanos) throws Exception {
        play(nanos / 2);
        long acquired = -acquisitions();
        long contended = -contended();
        double median = Game.median(nanos, this::play);
        acquired += acquisitions();
        contended += contended();
        over.set(1);
        // The other one is let go, and lets go of all it has, before this one takes any again.
        ring[has].unlock();
        return "median_ns_per_round_trip=" + median + " blocked=" + (double) contended / acquired;
    }

    /** Round trips for at least so long; the time that each took, without the work of both. */
    private double play(long nanos) {
        long start = System.nanoTime();
        long elapsed;
        int trips = 0;
        do {
            climb();
            trips++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return (double) elapsed / trips - 2 * workNanos;
    }

    private long acquisitions() {
        return Arrays.stream(ring).mapToLong(InterProcessLock::acquisitions).sum();
    }

    private long contended() {
        return Arrays.stream(ring)
                .mapToLong(InterProcessLock::contendedAcquisitions)
                .sum();
    }
}
