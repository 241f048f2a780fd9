package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.Signalling;
import dev.shm.value.SharedLong;

/** Two JVMs that hand a turn to and fro by two conditions of one lock. */
final class SignallingJvms implements Candidate {
    static final String KEY = "median_ns_per_round_trip";

    private static final int WARM_UP_TURNS = 3;

    private Players players;
    private SharedLong turn;

    @Override
    public void prepare() throws Exception {
        players = new Players();
        turn = SharedLong.create(players.space(), "turn");
        players.start(Signalling.class);
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            turn(Effort.QUICK);
        }
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        turn.set(0);
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
