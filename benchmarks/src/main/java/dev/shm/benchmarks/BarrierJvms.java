package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.InStep;
import dev.shm.locks.InterProcessBarrier;
import dev.shm.value.SharedLong;

/** Two JVMs that go from round to round by a barrier. */
final class BarrierJvms implements Candidate {
    static final String KEY = "median_rounds_per_s";

    private static final int WARM_UP_TURNS = 3;

    private Players players;
    private SharedLong last;

    @Override
    public void prepare() throws Exception {
        players = new Players();
        InterProcessBarrier.create(players.space(), "barrier", 2);
        last = SharedLong.create(players.space(), "last");
        players.start(InStep.class);
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            turn(Effort.QUICK);
        }
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        last.set(0);
        for (Worker player : players.both()) {
            player.send(Integer.toString(effort.runMillis()));
        }
        return players.result();
    }

    @Override
    public void close() {
        if (players != null) {
            players.close();
            players = null;
        }
    }
}
