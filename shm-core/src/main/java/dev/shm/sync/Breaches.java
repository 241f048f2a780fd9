package dev.shm.sync;

import dev.shm.memory.Words;
import dev.shm.robust.Section;

/** Who broke a barrier, the last few times, and which generation. Written and read in its section. */
final class Breaches {
    /* The n-th is written before it is counted: so while it is written there is one less. */
    private static final int READABLE = BarrierLayout.BREACHES - 1;

    private final Words words;
    private final long base;
    private final Section section;

    Breaches(Words words, long base, Section section) {
        this.words = words;
        this.base = base;
        this.section = section;
    }

    /** How many there were. */
    long count() {
        return words.getVolatile(base + BarrierLayout.BREAKS_OFFSET);
    }

    /** Counts from the next commit on. */
    void add(Breach breach, long generation) {
        long n = count();
        breach.write(words, at(n), generation);
        section.journal().set(base + BarrierLayout.BREAKS_OFFSET, n + 1);
    }

    /** The last; null if there was none. */
    Breach last() {
        long n = count();
        return n == 0 ? null : Breach.read(words, at(n - 1));
    }

    /** That of a generation, among those since there were so many; null if it is none of them, or was forgotten. */
    Breach find(long generation, long since) {
        for (long n = count() - 1; n >= Math.max(since, oldest()); n--) {
            if (generation(n) == generation) {
                return Breach.read(words, at(n));
            }
        }
        return null;
    }

    /** Whether there were so many since then that one of that generation would be forgotten. */
    boolean mayHaveForgotten(long generation, long since) {
        return oldest() > since && generation(oldest()) > generation;
    }

    private long oldest() {
        return Math.max(0, count() - READABLE);
    }

    private long generation(long n) {
        return words.getPlain(at(n) + BreachLayout.GENERATION_OFFSET);
    }

    private long at(long n) {
        return base + BarrierLayout.BREACHES_OFFSET + n % BarrierLayout.BREACHES * BreachLayout.LENGTH;
    }
}
