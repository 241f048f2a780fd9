package dev.shm.robust;

/** The time of day in seconds, read for next to nothing; up to 100 ms late. The mourner ticks it. */
final class CoarseClock {
    private static final int HALF = 32;
    /* Plain: a late reader gets a late time, and no more is promised. */
    private static long secondsAbove = now();

    private CoarseClock() {}

    /** Seconds since the epoch in the high half, as they stand in memory beside the thread. */
    static long secondsAbove() {
        return secondsAbove;
    }

    /** Milliseconds since the epoch, of the word in whose high half there are seconds; 0 of 0. */
    static long epochMillis(long word) {
        return (word >>> HALF) * 1000;
    }

    static void tick() {
        secondsAbove = now();
    }

    private static long now() {
        return System.currentTimeMillis() / 1000 << HALF;
    }
}
