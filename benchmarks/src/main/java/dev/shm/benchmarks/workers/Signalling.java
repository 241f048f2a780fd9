package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessCondition;
import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;

/**
 * One of two players that hand a turn to and fro by conditions, as {@code condition_pingpong.c} does: lock, wait while it is
 * the other's turn, take the turn, signal, unlock. Each stays on a processor of its own.
 */
public final class Signalling implements Game {
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
    public static void main(String[] arguments) throws Exception {
        Game.join(arguments, Signalling::new);
    }

    @Override
    public void ready() {
        turn.set(0);
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

    @Override
    public void answer() {
        while (takeTurn(0)) {
            continue;
        }
    }

    @Override
    public String measure(long nanos) throws Exception {
        play(nanos / 2);
        double median = Game.median(nanos, this::play);
        takeTurn(OVER);
        return "median_ns_per_round_trip=" + median;
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
