package dev.shm.benchmarks;

import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.List;

/** Two JVMs that play with each other in a space of their own, each on a processor of its own. */
final class Players implements AutoCloseable {
    private final SharedSpace space = SharedSpace.temporary();
    private final List<Worker> players = new ArrayList<>();

    SharedSpace space() {
        return space;
    }

    /**
     * Starts them.
     *
     * @param main gets the path of the space, 0 for who measures or 1 for the other one, and what follows
     */
    void start(Class<?> main, String... further) throws Exception {
        for (int player = 0; player < 2; player++) {
            List<String> arguments = new ArrayList<>(List.of(space.path().toString(), Integer.toString(player)));
            arguments.addAll(List.of(further));
            players.add(Worker.start(main, arguments.toArray(new String[0])));
        }
        for (Worker player : players) {
            if (Reading.parse(player.await("here")).get("pinned") == 0) {
                throw new MissingException("processes can't be kept on processors here, as those of the peer are");
            }
        }
    }

    List<Worker> both() {
        return players;
    }

    /** What was measured, when both are done. */
    Reading result() throws Exception {
        Reading reading = Reading.parse(players.get(0).await(""));
        players.get(1).await("done");
        return reading;
    }

    @Override
    public void close() {
        players.forEach(Worker::close);
        space.close();
    }
}
