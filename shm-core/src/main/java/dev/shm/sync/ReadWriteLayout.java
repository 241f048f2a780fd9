package dev.shm.sync;

/**
 * The bytes of a read-write lock. A fair one has the queue of its write lock behind it.
 *
 * <pre>
 * | offset |  size | field   | write            | read     | meaning                                                     |
 * |      0 |    64 | drained | CAS              |          | where the writer waits for readers to leave: see EventCount |
 * |     64 | 16384 | shares  | atomic addition  | volatile | how many threads of each process read                       |
 * |  16448 |   832 | upgrade | see RobustLayout |          | owned by one that may become the writer                     |
 * |  17280 |   832 | write   | see RobustLayout |          | owned by the writer                                         |
 * </pre>
 */
final class ReadWriteLayout {
    static final int DRAINED_OFFSET = 0;
    static final int SHARES_OFFSET = 64;
    static final int UPGRADE_OFFSET = 16448;
    static final int WRITE_OFFSET = 17280;
    static final int LENGTH = 18112;

    private ReadWriteLayout() {}
}
