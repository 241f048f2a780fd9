package dev.shm.sync;

/**
 * The bytes of a barrier.
 *
 * <pre>
 * | offset |  size | field    | write                | read     | meaning                                                       |
 * |      0 |     8 | state    | by the journal       | volatile | bit 0: it is broken; above: the generation                    |
 * |      8 |     8 | breaks   | by the journal       | volatile | how often it was broken                                       |
 * |     16 |     8 | arrived  | by the journal       | volatile | threads that wait in this generation                          |
 * |     24 |    40 | (zero)   |                      |          |                                                               |
 * |     64 |    64 | events   | CAS                  | volatile | who waits: see EventCount                                     |
 * |    128 |   192 | journal  | see JournalLayout    |          | of the lock                                                   |
 * |    320 |   832 | lock     | see RobustLayout     |          | under which all but the events change                         |
 * |   1152 | 16384 | shares   | by the journal       | volatile | 1: the process is a party                                     |
 * |  17536 |   512 | breaches | plain, before breaks | plain    | 4 of them, the n-th break in the (n % 4)-th: see BreachLayout |
 * </pre>
 */
final class BarrierLayout {
    static final int STATE_OFFSET = 0;
    static final int BREAKS_OFFSET = 8;
    static final int ARRIVED_OFFSET = 16;
    static final int EVENTS_OFFSET = 64;
    static final int JOURNAL_OFFSET = 128;
    static final int LOCK_OFFSET = 320;
    static final int SHARES_OFFSET = 1152;
    static final int BREACHES_OFFSET = 17536;
    static final int LENGTH = 18048;

    static final int BREACHES = 4;

    private BarrierLayout() {}
}
