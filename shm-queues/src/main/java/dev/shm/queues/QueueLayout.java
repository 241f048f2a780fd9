package dev.shm.queues;

/**
 * The bytes of a queue, before its slots and its ring of bytes.
 *
 * <pre>
 * | offset |  size | field            | write                         | read     | meaning                                                     |
 * |      0 |     8 | tail             | release, by the producer      | volatile | slots that were ever filled                                 |
 * |      8 |     8 | bytes tail       | plain, by the producer        | plain    | where the bytes of the next element begin                   |
 * |     16 |     8 | next bytes       | plain, before the slot's state | plain   | bytes tail, once slot number tail is filled                 |
 * |     24 |     8 | closed           | volatile, by a producer       | volatile | 1: nothing is put any more                                  |
 * |     32 |     8 | moving           | by the journal                | plain    | 0, or n + 1, if the bytes of slot number n are being moved  |
 * |     40 |     8 | moving to        | by the journal                | plain    | where they are to begin                                     |
 * |     48 |     8 | moving rest      | by the journal, release       | plain    | how many of them are still to be moved, from the beginning  |
 * |     56 |     8 | (zero)           |                               |          |                                                             |
 * |     64 |     8 | head             | by the journal                | volatile | the slot to be taken next                                   |
 * |     72 |     8 | floor            | by the journal                | volatile | the first slot in use, if elements are redelivered          |
 * |     80 |     8 | bytes floor      | release, by a consumer        | acquire  | where the bytes in use begin, or less                       |
 * |     88 |     8 | gap              | by the journal, release       | plain    | 0, or the slot of a removed element: see Slots              |
 * |     96 |     8 | returned         | by the journal                | volatile | slots below head that are nobody's                          |
 * |    104 |     8 | done             | by the journal                | volatile | elements that need nothing any more                         |
 * |    112 |     8 | orphans          | by the journal                | volatile | elements that consumers had in hand who died                |
 * |    120 |     8 | deaths           | by the journal                | volatile | how many consumers died with elements in hand               |
 * |    128 |    64 | not empty        | CAS                           | volatile | where the consumer waits that is next: see EventCount       |
 * |    192 |    64 | not full         | CAS                           | volatile | where the producer waits that is next                       |
 * |    256 |    64 | all done         | CAS                           | volatile | who waits for done = tail                                   |
 * |    320 |   192 | journal          | see JournalLayout             |          | of the consumers                                            |
 * |    512 |   832 | consumers        | see RobustLayout              |          | the lock under which elements are taken                     |
 * |   1344 |   832 | producers        | see RobustLayout              |          | the lock under which elements are put                       |
 * |   2176 |   832 | takers           | see RobustLayout              |          | the turnstile of those that wait for elements               |
 * |   3008 |   832 | putters          | see RobustLayout              |          | the turnstile of those that wait for room                   |
 * |   3840 | 16384 | shares           | by the journal                | volatile | what each process has taken: see TakenShare                 |
 * |  20224 |   256 | death records    | plain, before deaths          | plain    | 2 of them, of death n the (n % 2)-th: see ConsumerDeathLayout |
 * </pre>
 */
final class QueueLayout {
    static final int TAIL_OFFSET = 0;
    static final int BYTES_TAIL_OFFSET = 8;
    static final int NEXT_BYTES_OFFSET = 16;
    static final int CLOSED_OFFSET = 24;
    static final int MOVING_OFFSET = 32;
    static final int MOVING_TO_OFFSET = 40;
    static final int MOVING_REST_OFFSET = 48;
    static final int HEAD_OFFSET = 64;
    static final int FLOOR_OFFSET = 72;
    static final int BYTES_FLOOR_OFFSET = 80;
    static final int GAP_OFFSET = 88;
    static final int RETURNED_OFFSET = 96;
    static final int DONE_OFFSET = 104;
    static final int ORPHANS_OFFSET = 112;
    static final int DEATHS_OFFSET = 120;
    static final int NOT_EMPTY_OFFSET = 128;
    static final int NOT_FULL_OFFSET = 192;
    static final int ALL_DONE_OFFSET = 256;
    static final int JOURNAL_OFFSET = 320;
    static final int CONSUMERS_OFFSET = 512;
    static final int PRODUCERS_OFFSET = 1344;
    static final int TAKERS_OFFSET = 2176;
    static final int PUTTERS_OFFSET = 3008;
    static final int SHARES_OFFSET = 3840;
    static final int DEATH_RECORDS_OFFSET = 20224;
    static final int LENGTH = 20480;

    private QueueLayout() {}
}
