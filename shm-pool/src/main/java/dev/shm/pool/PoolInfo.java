package dev.shm.pool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a pool was about when somebody looked, also from another process; see {@link ProcessPool#list}.
 *
 * @param name of the pool
 * @param pid of the process that has it
 * @param space where it lies
 * @param tasksWaiting how many tasks lie ready for a worker; a pool keeps more of them to itself if there are very many
 * @param workers its workers that have come up or are about to, in the order of their numbers
 */
public record PoolInfo(String name, long pid, Path space, int tasksWaiting, List<Worker> workers) {
    /** What a worker is about. */
    public enum State {
        /** Its JVM is up, and runs its initializer, if there is one. */
        STARTING,
        /** It waits until it is needed. */
        SPARE,
        /** It waits for a task. */
        IDLE,
        /** It runs a task. */
        RUNNING,
        /** Somebody has stopped it, as with {@code kill -STOP} or a debugger. */
        STOPPED
    }

    /**
     * One of its workers.
     *
     * @param number its number, from 1
     * @param pid its process
     * @param state what it is about
     * @param task the number of the task that it runs; 0 if none
     * @param runsFor for how long it has been about that
     * @param tasksDone how many its process has ended
     */
    public record Worker(int number, long pid, State state, long task, Duration runsFor, long tasksDone) {}
}
