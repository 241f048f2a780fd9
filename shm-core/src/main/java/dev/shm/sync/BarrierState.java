package dev.shm.sync;

import dev.shm.memory.Words;
import dev.shm.robust.Section;

/** The generation of a barrier, whether it is broken and how many have come. Read by anybody, changed in its section. */
final class BarrierState {
    private static final long BROKEN = 1;
    private static final long ONE_GENERATION = 2;

    private final Words words;
    private final long base;
    private final Section section;
    private final Breaches breaches;

    BarrierState(Words words, long base, Section section) {
        this.words = words;
        this.base = base;
        this.section = section;
        this.breaches = new Breaches(words, base, section);
    }

    Breaches breaches() {
        return breaches;
    }

    long generation() {
        return state() / ONE_GENERATION;
    }

    boolean isBroken() {
        return (state() & BROKEN) != 0;
    }

    /** Whether a generation is complete, or broken. */
    boolean isOver(long generation) {
        return state() != generation * ONE_GENERATION;
    }

    int arrived() {
        return (int) words.getVolatile(base + BarrierLayout.ARRIVED_OFFSET);
    }

    /** One has come. */
    void arrive() {
        set(BarrierLayout.ARRIVED_OFFSET, arrived() + 1L);
        section.journal().commit();
    }

    void beginNext() {
        set(BarrierLayout.ARRIVED_OFFSET, 0);
        set(BarrierLayout.STATE_OFFSET, (generation() + 1) * ONE_GENERATION);
        section.journal().commit();
    }

    /** Breaks it with the next commit; the breach is counted first, so who sees it broken sees by whom. */
    void breakBy(Breach breach) {
        breaches.add(breach, generation());
        set(BarrierLayout.ARRIVED_OFFSET, 0);
        set(BarrierLayout.STATE_OFFSET, state() | BROKEN);
    }

    private long state() {
        return words.getVolatile(base + BarrierLayout.STATE_OFFSET);
    }

    private void set(int offset, long value) {
        section.journal().set(base + offset, value);
    }
}
