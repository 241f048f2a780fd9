package dev.shm.benchmarks;

import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.List;

/** Two JVMs that play a game with each other in a space of their own, each on a processor of its own. */
final class Players implements Candidate {
    static final String ROUND_TRIP_KEY = "median_ns_per_round_trip";
    static final String ROUNDS_KEY = "median_rounds_per_s";

    private static final int WARM_UP_TURNS = 5;

    private final Class<?> game;
    private final List<String> further;
    private final List<Worker> players = new ArrayList<>(); // who measures comes first
    private SharedSpace space;

    /**
     * Players, not started yet.
     *
     * @param game gets the path of the space, 0 for who measures or 1 for the other one, and what follows
     */
    Players(Class<?> game, String... further) {
        this.game = game;
        this.further = List.of(further);
    }

    @Override
    public void prepare() throws Exception {
        space = SharedSpace.temporary();
        for (int player = 0; player < 2; player++) {
            List<String> arguments = new ArrayList<>(List.of(space.path().toString(), Integer.toString(player)));
            arguments.addAll(further);
            players.add(Worker.start(game, arguments.toArray(new String[0])));
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
        for (Worker player : players) {
            player.send(Integer.toString(effort.runMillis()));
            player.await("ready");
        }
        for (Worker player : players) {
            player.send("play");
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
            space = null;
        }
    }
}
