package dev.shm.testkit;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * Random numbers that a failed run can be repeated with.
 *
 * <p>One seed is drawn for each JVM, or set by the system property {@value #PROPERTY}, and printed at each use. From it
 * and the given name follow the numbers, whatever the order in which names are asked for.
 *
 * <p>Threads: any.
 */
public final class Seeds {

    /** The system property that sets the seed, a decimal {@code long}. */
    public static final String PROPERTY = "testkit.seed";

    private static final long DRAWN = new SplittableRandom().nextLong();

    private Seeds() {}

    /**
     * Returns a generator to be used by any number of threads.
     *
     * @param name what it is for; another name gives other numbers
     * @return a new generator, at its beginning
     */
    public static Random random(String name) {
        return new Random(announce(name).nextLong());
    }

    /**
     * Returns a fast generator to be used by one thread and split for others.
     *
     * @param name what it is for; another name gives other numbers
     * @return a new generator, at its beginning
     */
    public static SplittableRandom splittable(String name) {
        return announce(name).split();
    }

    private static SplittableRandom announce(String name) {
        long seed = Long.getLong(PROPERTY, DRAWN);
        System.out.println("seed " + name + " = " + seed + "L, rerun with -D" + PROPERTY + "=" + seed);
        return new SplittableRandom(seed ^ ((long) name.hashCode() << Integer.SIZE));
    }
}
