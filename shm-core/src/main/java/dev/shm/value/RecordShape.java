package dev.shm.value;

import dev.shm.memory.Words;

/** How records of one type lie in a slot. */
interface RecordShape<T> {
    /** For the header: a file of another shape has another one. */
    String schema();

    /** The length of a slot in bytes, a multiple of 8. */
    int slotBytes();

    /** The words of a slot. Throws if the record can't be shared. */
    long[] encode(T value);

    /**
     * Reads the record of a cell.
     *
     * @param words the memory
     * @param cell its offset
     * @param sequence of the cell, just read
     * @return the record; null if what was read {@linkplain RecordCells#isWhole may not be whole}
     */
    T read(Words words, long cell, long sequence);
}
