package dev.shm.stress;

/**
 * The turns of a test in which the second actor can't begin the n-th one before the first actor has stored its number. Each actor
 * counts by itself, so the states may come to them in any order.
 */
final class Turns {
    private final long cell = Cells.next();
    private long stored;
    private long seen;

    /** Of the first actor, by its mapping. */
    void storeNext() {
        Cells.ONE.setPlain(cell, ++stored);
    }

    /** Of the second actor, by its mapping: 1 if the number of its next turn is there, or one behind that. */
    int seesNext() {
        return Cells.OTHER.getPlain(cell) >= ++seen ? 1 : 0;
    }
}
