package dev.shm.demos;

import dev.shm.space.SharedSpace;
import java.util.concurrent.Callable;

/**
 * A demo of processes and pools that has no options: all that it does is in one method, which can be read as an example. Interrupted
 * (Ctrl-C), it says nothing more.
 */
abstract class Lesson implements Callable<Integer> {
    private static final int COMPLETE = 0;

    /**
     * All that it does.
     *
     * @param space for what processes share; gone afterwards
     * @throws Exception is not expected
     */
    abstract void show(SharedSpace space) throws Exception;

    @Override
    public final Integer call() throws Exception {
        try (Stage stage = Stage.open()) {
            show(stage.space());
            return COMPLETE;
        }
    }
}
