package dev.shm.value;

/**
 * The bytes of a record or an array of records: the lock, and behind it the cells, one for each record. Offsets in the
 * file, of the first cell; a cell is as long as the header says of an element.
 *
 * <pre>
 * | offset | size | field    | write                           | read              | meaning                             |
 * |   4096 |  832 | lock     |                                 |                   | of the writers, see RobustLayout    |
 * |   4928 |    8 | sequence | release, before and behind slots | acquire, twice   | 2 × writes; 1 more while one is on  |
 * |   4936 |    0 | slots    | plain                           | plain, verified   | two, each half of what is left      |
 * </pre>
 *
 * After {@code n} writes the record is in the slot {@code n mod 2}. In a slot the components are where the schema in the
 * header says.
 */
final class RecordLayout {
    static final long LOCK_OFFSET = 4096;
    static final long SEQUENCE_OFFSET = 4928;
    static final long SLOTS_OFFSET = 4936;
    static final long LENGTH = 4936;

    /** What follows the header page, up to the first cell. */
    static final long HEAD_BYTES = SEQUENCE_OFFSET - LOCK_OFFSET;

    /** The longest record: two of them and a sequence are still an {@code int} of bytes. */
    static final int MOST_BYTES = 1 << 28;

    private static final long SLOTS_IN_CELL = SLOTS_OFFSET - SEQUENCE_OFFSET;

    private RecordLayout() {}

    static int cellBytes(int slotBytes) {
        return (int) SLOTS_IN_CELL + 2 * slotBytes;
    }

    /** Where the record is that a cell has by its sequence. */
    static long slot(long cell, long sequence, int slotBytes) {
        return cell + SLOTS_IN_CELL + ((sequence & 2) == 0 ? 0 : slotBytes);
    }
}
