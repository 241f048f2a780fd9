package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.Signalling;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.ArrayList;
import java.util.List;

/** Two JVMs that hand a turn to and fro by two conditions of one lock. */
final class SignallingJvms implements Candidate {
    static final String KEY = "median_ns_per_round_trip";

    private static final int WARM_UP_TURNS = 3;

    private final List<Worker> players = new ArrayList<>();
    private SharedSpace space;
    private SharedLong turn;

    @Override
    public void prepare() throws Exception {
        space = SharedSpace.temporary();
        turn = SharedLong.create(space, "turn");
        for (int player = 0; player < 2; player++) {
            players.add(Worker.start(Signalling.class, space.path().toString(), Integer.toString(player)));
        }
        for (Worker player : players) {
            if (Reading.parse(player.await("here")).get("pinned") == 0) {
                throw new MissingException("processes can't be kept on processors here, as those of the peer are");
            }
        }
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            turn(Effort.QUICK);
        }
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        turn.set(0);
        for (Worker player : players) {
            player.send(Integer.toString(effort.runMillis()));
        }
        Reading reading = Reading.parse(players.get(0).await(""));
        players.get(1).await("done");
        return reading;
    }

    @Override
    public void close() {
        players.forEach(Worker::close);
        players.clear();
        if (space != null) {
            space.close();
        }
    }
}
