package dev.shm.robust;

/**
 * The bytes of a robust word: one line that the owner writes, two records of deaths, and its conditions.
 *
 * <pre>
 * | offset | size | field         | write                      | read            | meaning                                   |
 * |      0 |    8 | word          | CAS                        | volatile        | who owns, and the flags: see OwnerWord    |
 * |      8 |    8 | holder        | release, last of its group | acquire         | whose details follow; 0 = nobody's        |
 * |     16 |    8 | token         | plain, by the owner        | plain           | fencing token: acquisitions so far        |
 * |     24 |    4 | thread        | plain, by the owner        | plain           | the low half of the owner's thread id     |
 * |     28 |    4 | since         | plain, with thread         | plain           | seconds since the epoch, unsigned         |
 * |     32 |    8 | (reserved)    |                            |                 |                                           |
 * |     40 |    8 | contended     | plain, by the owner        | plain           | acquisitions that had to wait             |
 * |     48 |    8 | deaths        | release, by the owner      | acquire         | owners that died; how many were recorded  |
 * |     56 |    8 | (reserved)    |                            |                 |                                           |
 * |     64 |  128 | first record  | plain, before deaths       | plain, verified | the 1st, 3rd, 5th … death                 |
 * |    192 |  128 | second record | plain, before deaths       | plain, verified | the 2nd, 4th, 6th … death                 |
 * |    320 |  512 | conditions    | see ConditionWord          |                 | 8 words, each on a line of its own        |
 * </pre>
 *
 * {@code token}, {@code thread} and {@code since} are those of the owner if {@code holder} equals its bits of
 * {@code word}; else it died before it had written them.
 */
final class RobustLayout {
    static final int WORD_OFFSET = 0;
    static final int HOLDER_OFFSET = 8;
    static final int TOKEN_OFFSET = 16;
    static final int THREAD_OFFSET = 24;
    static final int SINCE_OFFSET = 28;
    static final int CONTENDED_OFFSET = 40;
    static final int DEATHS_OFFSET = 48;
    static final int FIRST_RECORD_OFFSET = 64;
    static final int SECOND_RECORD_OFFSET = 192;
    static final int CONDITIONS_OFFSET = 320;
    static final int LENGTH = 832;

    static final int CONDITIONS = 8;
    static final int CONDITION_LENGTH = 64;

    private RobustLayout() {}
}
