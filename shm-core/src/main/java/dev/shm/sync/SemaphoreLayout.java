package dev.shm.sync;

/**
 * The bytes of a semaphore. A fair one has the queue of its turnstile behind it.
 *
 * <pre>
 * | offset |  size | field     | write                  | read     | meaning                                                    |
 * |      0 |     8 | pool      | by the journal         | volatile | permits that no process has; below 0 after a reduction     |
 * |      8 |     8 | customer  | plain, under the lock  | plain    | the process that came to the lock last, as in OwnerWord    |
 * |     16 |     8 | visits    | plain, under the lock  | plain    | how often it came in a row                                 |
 * |     24 |    40 | (zero)    |                        |          |                                                            |
 * |     64 |    64 | events    | CAS                    | volatile | where the one that is next waits: see EventCount           |
 * |    128 |   192 | journal   | see JournalLayout      |          | of the lock                                                |
 * |    320 |   832 | lock      | see RobustLayout       |          | under which pool, journal and closed shares change         |
 * |   1152 | 16384 | shares    | CAS; journal if closed | volatile | permits of each process: see PermitShare                   |
 * |  17536 |   832 | turnstile | see RobustLayout       |          | owned by the one that is next; the others wait for it      |
 * </pre>
 */
final class SemaphoreLayout {
    static final int POOL_OFFSET = 0;
    static final int CUSTOMER_OFFSET = 8;
    static final int VISITS_OFFSET = 16;
    static final int EVENTS_OFFSET = 64;
    static final int JOURNAL_OFFSET = 128;
    static final int LOCK_OFFSET = 320;
    static final int SHARES_OFFSET = 1152;
    static final int TURNSTILE_OFFSET = 17536;
    static final int LENGTH = 18368;

    private SemaphoreLayout() {}
}
