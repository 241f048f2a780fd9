package dev.shm.robust;

/**
 * The bytes of one seat, and of the line before the first of them.
 *
 * <pre>
 * | offset | size | field   | write                           | read     | meaning                                          |
 * |      0 |    8 | owner   | volatile, last when it is taken | acquire  | whose it is, as in OwnerWord; 0 = nobody's       |
 * |      8 |    8 | value   | by its owner                    | volatile | what it has                                      |
 * |     16 |    8 | highest | release, under the lock         | volatile | before the first: how many were ever taken       |
 * |     24 |   40 | (zero)  |                                 |          |                                                  |
 * </pre>
 */
final class SeatLayout {
    static final int OWNER_OFFSET = 0;
    static final int VALUE_OFFSET = 8;
    static final int HIGHEST_OFFSET = 16;
    static final int LENGTH = 64;

    private SeatLayout() {}
}
