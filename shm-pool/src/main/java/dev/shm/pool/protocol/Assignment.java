package dev.shm.pool.protocol;

import dev.shm.process.ProcessTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a worker's JVM is started for: the arguments of its program. All else it finds in the space.
 *
 * @param name what it is called
 * @param kind what it is to do
 * @param worker its number
 * @param mostTasks how many tasks it does before it ends; 0 for any number
 * @param parent the process that has started it
 * @param space of that process
 */
public record Assignment(String name, Kind kind, int worker, long mostTasks, long parent, Path space) {
    /** What a worker is to do. */
    public enum Kind {
        /** The tasks of a pool. */
        POOL,
        /** The same, but not before it is called. */
        SPARE,
        /** One task, with which it ends. */
        PROCESS,
        /** Nothing but what has the JVM load what the others need. */
        REHEARSAL
    }

    /**
     * One by this process.
     *
     * @param name what it is called
     * @param kind what it is to do
     * @param worker its number
     * @param mostTasks how many tasks it does before it ends; 0 for any number
     * @param space of this process
     */
    public Assignment(String name, Kind kind, int worker, long mostTasks, Path space) {
        this(name, kind, worker, mostTasks, ProcessTable.ownPid(), space);
    }

    /** {@return the arguments of the program; the first ones are to be read by people who look at processes} */
    public List<String> toArguments() {
        return List.of(
                name,
                kind.name().toLowerCase(Locale.ROOT),
                Integer.toString(worker),
                Long.toString(mostTasks),
                Long.toString(parent),
                space.toString());
    }

    /**
     * {@return what the arguments say}
     * @param arguments of the program
     */
    public static Assignment of(String[] arguments) {
        return new Assignment(
                arguments[0],
                Kind.valueOf(arguments[1].toUpperCase(Locale.ROOT)),
                Integer.parseInt(arguments[2]),
                Long.parseLong(arguments[3]),
                Long.parseLong(arguments[4]),
                Path.of(arguments[5]));
    }
}
