package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessBarrier;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;

/**
 * One of two that go from round to round by a barrier, with nothing to do between two rounds, as {@code barrier_rounds.c}
 * does. Each stays on a processor of its own.
 */
public final class InStep {
    private static final int BATCHES = 101;

    private final InterProcessBarrier barrier;
    private final SharedLong last; // the last round of a turn; 0 until who measures, before it comes to it, says so
    private long rounds;

    private InStep(SharedSpace space) {
        barrier = InterProcessBarrier.open(space, "barrier");
        last = SharedLong.open(space, "last");
    }

    /**
     * Plays.
     *
     * @param arguments the space, and 0 for who measures or 1 for the other one
     * @throws InterruptedException never
     * @throws BrokenBarrierException if the other one dies
     */
    public static void main(String[] arguments) throws InterruptedException, BrokenBarrierException {
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            InStep game = new InStep(space);
            int self = Integer.parseInt(arguments[1]);
            boolean pinned = Pinning.pin(self);
            Parent.say("here pinned=" + (pinned ? 1 : 0));
            for (String line = Parent.hear(); line != null; line = Parent.hear()) {
                game.rounds = 0;
                if (self == 0) {
                    game.measure(Long.parseLong(line) * 1_000_000);
                } else {
                    game.follow();
                }
            }
        }
    }

    private void follow() throws InterruptedException, BrokenBarrierException {
        do {
            barrier.await();
            rounds++;
        } while (last.getAcquire() != rounds);
        Parent.say("done");
    }

    private void measure(long nanos) throws InterruptedException, BrokenBarrierException {
        play(nanos / 2);
        double[] batches = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = play(nanos / BATCHES);
        }
        last.setRelease(rounds + 1);
        barrier.await();
        Arrays.sort(batches);
        Parent.say("median_rounds_per_s=" + 1e9 / batches[BATCHES / 2]);
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
