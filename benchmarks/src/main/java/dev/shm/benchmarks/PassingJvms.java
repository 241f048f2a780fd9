package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.Passing;
import dev.shm.benchmarks.workers.Passing.Wait;

/** Two JVMs that pass a number to and fro through two queues. */
final class PassingJvms implements Candidate {
    static final String KEY = "median_ns_per_round_trip";

    private static final int WARM_UP_TURNS = 3;

    private final Wait wait;
    private final String workMicros;
    private Players players;

    /**
     * Players.
     *
     * @param wait how they wait for each other
     * @param workMicros for how long each works before it puts
     */
    PassingJvms(Wait wait, String workMicros) {
        this.wait = wait;
        this.workMicros = workMicros;
    }

    @Override
    public void prepare() throws Exception {
        players = new Players();
        players.start(Passing.class, wait.name(), workMicros);
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            turn(Effort.QUICK);
        }
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
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
