package dev.shm.sync;

/**
 * The bytes of a latch.
 *
 * <pre>
 * | offset |  size | field   | write                 | read     | meaning                                                    |
 * |      0 |     8 | state   | by the journal        | volatile | bits 0-30: count-downs that are left; bit 63: it is broken |
 * |      8 |    56 | (zero)  |                       |          |                                                            |
 * |     64 |    64 | events  | CAS                   | volatile | who waits: see EventCount                                  |
 * |    128 |   192 | journal | see JournalLayout     |          | of the lock                                                |
 * |    320 |   832 | lock    | see RobustLayout      |          | under which state and shares change                        |
 * |   1152 | 16384 | shares  | by the journal        | volatile | how many of the count-downs that are left a process owes   |
 * |  17536 |   128 | breach  | plain, before bit 63  | plain    | who broke it: see BreachLayout                             |
 * </pre>
 */
final class LatchLayout {
    static final int STATE_OFFSET = 0;
    static final int EVENTS_OFFSET = 64;
    static final int JOURNAL_OFFSET = 128;
    static final int LOCK_OFFSET = 320;
    static final int SHARES_OFFSET = 1152;
    static final int BREACH_OFFSET = 17536;
    static final int LENGTH = 17664;

    private LatchLayout() {}
}
