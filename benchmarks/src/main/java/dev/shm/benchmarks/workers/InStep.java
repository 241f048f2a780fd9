package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessBarrier;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.concurrent.BrokenBarrierException;

/**
 * One of two that go from round to round by a barrier, with nothing to do between two rounds, as {@code barrier_rounds.c}
 * does. Each stays on a processor of its own.
 */
public final class InStep implements Game {
    private final InterProcessBarrier barrier;
    private final SharedLong last; // the last round of a turn; 0 until who measures, before it comes to it, says so
    private long rounds;

    private InStep(SharedSpace space) {
        barrier = InterProcessBarrier.openOrCreate(space, "barrier", 2);
        last = SharedLong.openOrCreate(space, "last");
    }

    /**
     * Plays.
     *
     * @param arguments the space, and 0 for who measures or 1 for the other one
     */
    public static void main(String[] arguments) throws Exception {
        Game.join(arguments, (space, player) -> new InStep(space));
    }

    @Override
    public void ready() {
        last.set(0);
        rounds = 0;
    }

    @Override
    public void answer() throws InterruptedException, BrokenBarrierException {
        do {
            barrier.await();
            rounds++;
        } while (last.getAcquire() != rounds);
    }

    @Override
    public String measure(long nanos) throws Exception {
        play(nanos / 2);
        double median = Game.median(nanos, this::play);
        last.setRelease(rounds + 1);
        barrier.await();
        return "median_rounds_per_s=" + 1e9 / median;
    }

    /** Rounds for at least so long; the time that each took. */
    private double play(long nanos) throws InterruptedException, BrokenBarrierException {
        long start = System.nanoTime();
        long elapsed;
        long before = rounds;
        do {
            barrier.await();
            rounds++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return (double) elapsed / (rounds - before);
    }
}
