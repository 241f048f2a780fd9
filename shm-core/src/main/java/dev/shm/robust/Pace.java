package dev.shm.robust;

/**
 * How often the system is asked who has died, on behalf of those who do not sleep and so have no mourner ask for them: each time
 * takes a system call for each process. At first at once, and then every 5 ms.
 *
 * <p>Threads: any; of several that come at once more than one may be told that it is time. Progress: wait-free. Allocation: none.
 */
public final class Pace {
    private static final long EVERY_NANOS = 5_000_000;

    private final WaitSite site;
    private volatile long last;

    /**
     * The pace of those who ask about the same.
     *
     * @param site tells the time
     */
    public Pace(WaitSite site) {
        this.site = site;
        this.last = site.nanoTime() - EVERY_NANOS - 1;
    }

    /** {@return whether it is time to ask; who is told so does} */
    public boolean isDue() {
        long now = site.nanoTime();
        boolean due = now - last > EVERY_NANOS;
        if (due) {
            last = now;
        }
        return due;
    }
}
