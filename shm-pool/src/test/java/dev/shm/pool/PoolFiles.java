package dev.shm.pool;

import java.nio.file.Path;

/** What lies in the space of a pool. */
final class PoolFiles {
    private PoolFiles() {}

    /** The names of the files, of whatever kind. */
    static String[] of(ProcessPool pool) {
        return path(pool).toFile().list();
    }

    /** The temporary space of a pool: its workers are told it as their last argument. */
    static Path path(ProcessPool pool) {
        String[] arguments = pool.workers().get(0).info().arguments().orElseThrow();
        return Path.of(arguments[arguments.length - 1]);
    }
}
