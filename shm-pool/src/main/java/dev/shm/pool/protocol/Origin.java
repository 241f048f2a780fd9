package dev.shm.pool.protocol;

/**
 * What this JVM is, if it is a worker.
 *
 * @param name what it is called
 * @param parentPid who has started it
 */
public record Origin(String name, long parentPid) {
    private static volatile Origin own;

    /** {@return that of this JVM; null if it is no worker} */
    public static Origin own() {
        return own;
    }

    /**
     * This JVM is a worker.
     *
     * @param name what it is called
     * @param parentPid who has started it
     */
    public static void set(String name, long parentPid) {
        own = new Origin(name, parentPid);
    }
}
