package dev.shm.stress;

import dev.shm.memory.Words;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import java.util.concurrent.atomic.AtomicInteger;

/** Words for the states of tests: each state has two lines of its own, in either mapping. */
final class Cells {
    private static final int CELLS = 1 << 16;
    private static final int CELL_BYTES = 128;
    private static final ObjectSpec SPEC = ObjectSpec.of(new ObjectType(2000, "cells", 1), (long) CELLS * CELL_BYTES);
    private static final TwoMappings<Words> MAPPINGS = TwoMappings.of(
            "cells", (space, name) -> space.openOrCreateObject(name, SPEC).words());
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** Of the first actor. */
    static final Words ONE = MAPPINGS.one();

    /** Of the second actor. */
    static final Words OTHER = MAPPINGS.other();

    private Cells() {}

    /** The offset of a cell that no live state has, zeroed; its second line is 64 bytes behind. */
    static long next() {
        long cell = ObjectSpec.BODY_OFFSET + (long) (NEXT.getAndIncrement() & CELLS - 1) * CELL_BYTES;
        ONE.setPlain(cell, 0);
        ONE.setPlain(cell + 64, 0);
        return cell;
    }
}
