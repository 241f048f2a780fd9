package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.HandingOver;
import dev.shm.value.SharedLong;

/** Two JVMs that hand over to each other by locks on which each of them blocks. */
final class HandOverJvms implements Candidate {
    static final String KEY = "median_ns_per_round_trip";

    private static final int WARM_UP_TURNS = 3;

    private final String workMicros;
    private Players players;
    private SharedLong over;

    /**
     * Players.
     *
     * @param workMicros for how long each works before it gives
     */
    HandOverJvms(String workMicros) {
        this.workMicros = workMicros;
    }

    @Override
    public void prepare() throws Exception {
        players = new Players();
        over = SharedLong.create(players.space(), "over");
        players.start(HandingOver.class, workMicros);
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            turn(Effort.QUICK);
        }
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        over.set(0);
        for (Worker player : players.both()) {
            player.send(Integer.toString(effort.runMillis()));
            player.await("holding");
        }
        for (Worker player : players.both()) {
            player.send("play");
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
