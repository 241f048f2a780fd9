package dev.shm.robust;

/**
 * The bytes of a journal.
 *
 * <pre>
 * | offset | size | field   | write                      | read                | meaning                            |
 * |      0 |    8 | count   | release, after the entries | plain, by the owner | how many entries are to be applied |
 * |      8 |  128 | entries | plain                      | plain, by the owner | 8 pairs: offset of a word, value   |
 * |    136 |   56 | (zero)  |                            |                     |                                    |
 * </pre>
 */
final class JournalLayout {
    static final int COUNT_OFFSET = 0;
    static final int ENTRIES_OFFSET = 8;
    static final int LENGTH = 192;

    static final int ENTRIES = 8;
    static final int ENTRY_LENGTH = 16;

    private JournalLayout() {}
}
