package dev.shm.pool.protocol;

/** The threads of the library's own: each has a name, and no thread locals of the thread that happens to make it. */
public final class OwnThread {
    private OwnThread() {}

    /**
     * A thread that keeps no JVM.
     *
     * @param name what it is called
     * @param body what it does
     * @return the thread, not started
     */
    public static Thread daemon(String name, Runnable body) {
        return of(name, body, true);
    }

    /**
     * A thread.
     *
     * @param name what it is called
     * @param body what it does
     * @param daemon whether this JVM may end while it runs, whatever the thread is that makes it
     * @return the thread, not started
     */
    public static Thread of(String name, Runnable body, boolean daemon) {
        Thread thread = new Thread(null, body, name, 0, false);
        thread.setDaemon(daemon);
        return thread;
    }
}
