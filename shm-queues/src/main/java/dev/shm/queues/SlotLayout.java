package dev.shm.queues;

/**
 * The bytes of one slot of a queue. Slot number n is the (n % slots)-th.
 *
 * <pre>
 * | offset | size | field    | write                     | read     | meaning                                                             |
 * |      0 |    8 | state    | release, last             | volatile | n + 1, once slot number n is filled                                 |
 * |      8 |    8 | position | plain                     | plain    | how many elements were put before this one                          |
 * |     16 |    8 | start    | plain, release if moved   | plain    | where its bytes begin in the ring, or would                         |
 * |     24 |    8 | extent   | plain, by the journal     | plain    | bits 0-31: its length in bytes; above: how often it came back       |
 * |     32 |    8 | owner    | by the journal            | plain    | of a taken one: whose it is, as in OwnerWord; 0 = it has come back  |
 * |     40 |   24 | inlined  | plain                     | plain    | its bytes, if they are no more                                      |
 * </pre>
 */
final class SlotLayout {
    static final int STATE_OFFSET = 0;
    static final int POSITION_OFFSET = 8;
    static final int START_OFFSET = 16;
    static final int EXTENT_OFFSET = 24;
    static final int OWNER_OFFSET = 32;
    static final int INLINED_OFFSET = 40;
    static final int LENGTH = 64;

    /** The longest element that has no bytes in the ring. */
    static final int INLINED_BYTES = 24;

    private SlotLayout() {}
}
