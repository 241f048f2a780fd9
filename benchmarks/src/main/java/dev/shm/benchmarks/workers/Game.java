package dev.shm.benchmarks.workers;

import dev.shm.space.SharedSpace;
import java.nio.file.Path;
import java.util.Arrays;

/** What two players play with each other, each in a JVM and on a processor of its own; one of them measures. */
interface Game {
    /** Puts back what the last turn has left; neither plays before both are ready. */
    default void ready() {}

    /**
     * Plays as who measures, and ends the turn of both.
     *
     * @param nanos for how long, after half of it unmeasured
     * @return what was measured, as pairs
     */
    String measure(long nanos) throws Exception;

    /** Plays as the other one, until it is over. */
    void answer() throws Exception;

    /** Joins a game. */
    interface Seat {
        /**
         * {@return the game, as one of its players sees it}
         * @param player 0 for who measures, or 1 for the other one
         */
        Game in(SharedSpace space, int player);
    }

    /** Repeats what is measured for at least so long. */
    interface Play {
        /** {@return the time that each took} */
        double forNanos(long nanos) throws Exception;
    }

    /**
     * Plays, once for each line that it hears, which says for how many milliseconds.
     *
     * @param arguments the space, 0 for who measures or 1 for the other one, and what only the game knows
     */
    static void join(String[] arguments, Seat seat) throws Exception {
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            int player = Integer.parseInt(arguments[1]);
            Game game = seat.in(space, player);
            boolean pinned = Pinning.pin(player);
            Parent.say("here pinned=" + (pinned ? 1 : 0));
            for (String line = Parent.hear(); line != null; line = Parent.hear()) {
                game.ready();
                Parent.say("ready");
                Parent.hear(); // both are
                if (player == 0) {
                    Parent.say(game.measure(Long.parseLong(line) * 1_000_000));
                } else {
                    game.answer();
                    Parent.say("done");
                }
            }
        }
    }

    /** {@return the median of batches that take so long together} */
    static double median(long nanos, Play play) throws Exception {
        double[] batches = new double[101]; // odd, so that the median is one of them
        for (int i = 0; i < batches.length; i++) {
            batches[i] = play.forNanos(nanos / batches.length);
        }
        Arrays.sort(batches);
        return batches[batches.length / 2];
    }

    /** Keeps the processor for so long. */
    static void work(long nanos) {
        if (nanos > 0) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < nanos) {
                continue;
            }
        }
    }
}
