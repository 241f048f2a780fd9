package dev.shm.robust;

/** The time of day, read for next to nothing; up to 100 ms late. The mourner ticks it. */
final class CoarseClock {
    /* Plain: a late reader gets a late time, and no more is promised. */
    private static long epochMillis = System.currentTimeMillis();

    private CoarseClock() {}

    static long epochMillis() {
        return epochMillis;
    }

    static void tick() {
        epochMillis = System.currentTimeMillis();
    }
}
