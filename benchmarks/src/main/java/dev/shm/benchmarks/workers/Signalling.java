package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessCondition;
import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One of two players that hand a turn to and fro by conditions, as {@code condition_pingpong.c} does: lock, wait while it is
 * the other's turn, take the turn, signal, unlock. Each stays on a processor of its own.
 */
public final class Signalling {
    private static final int BATCHES = 101;
    private static final int OVER = 2;

    private final InterProcessLock lock;
    private final InterProcessCondition[] changed = new InterProcessCondition[2]; // by whose turn it has become
    private final SharedLong turn;
    private final int self;

    private Signalling(SharedSpace space, int self) {
        this.self = self;
        lock = InterProcessLock.openOrCreate(space, "lock");
        changed[0] = lock.newCondition();
        changed[1] = lock.newCondition();
        turn = SharedLong.openOrCreate(space, "turn");
    }

    /**
     * Plays.
     *
     * @param arguments the space, and 0 for who measures or 1 for the other one
     */
    public static void main(String[] arguments) {
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            Signalling game = new Signalling(space, Integer.parseInt(arguments[1]));
            boolean pinned = Pinning.pin(game.self);
            Parent.say("here pinned=" + (pinned ? 1 : 0));
            for (String line = Parent.hear(); line != null; line = Parent.hear()) {
                if (game.self == 0) {
                    game.measure(Long.parseLong(line) * 1_000_000);
                } else {
                    game.answer();
                }
            }
        }
    }

    /** Waits for the own turn and gives it to the next; false if it is over. */
    private boolean takeTurn(int next) {
        lock.lock();
        try {
            while (turn.getPlain() != self && turn.getPlain() != OVER) {
                changed[self].awaitUninterruptibly();
            }
            if (turn.getPlain() == OVER) {
                return false;
            }
            turn.setPlain(next);
            changed[1 - self].signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void answer() {
        while (takeTurn(0)) {
            continue;
        }
        Parent.say("done");
    }

    private void measure(long nanos) {
        play(nanos / 2);
        double[] batches = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = play(nanos / BATCHES);
        }
        takeTurn(OVER);
        Arrays.sort(batches);
        Parent.say("median_ns_per_round_trip=" + batches[BATCHES / 2]);
    }

    /** Round trips for at least so long; the time that each took. */
    private double play(long nanos) {
        long start = System.nanoTime();
        long elapsed;
        int trips = 0;
        do {
            takeTurn(1);
            trips++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return (double) elapsed / trips;
    }
}
