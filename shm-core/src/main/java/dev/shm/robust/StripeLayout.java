package dev.shm.robust;

/**
 * The bytes of one lock of a stripe: one line.
 *
 * <pre>
 * | offset | size | field        | write                  | read            | meaning                                          |
 * |      0 |   32 | owner        | as of a RobustLayout   |                 | word, holder, token, thread, since               |
 * |     32 |    8 | first death  | plain, before deaths   | plain, verified | the 1st, 3rd … death: the PID, 40 bits of token  |
 * |     40 |    8 | contended    | plain, by the owner    | plain           | acquisitions that had to wait                    |
 * |     48 |    8 | deaths       | release, by the owner  | acquire         | owners that died; how many were recorded         |
 * |     56 |    8 | second death | plain, before deaths   | plain, verified | the 2nd, 4th … death                             |
 * </pre>
 */
final class StripeLayout {
    static final int OWNER_OFFSET = 0;
    static final int FIRST_DEATH_OFFSET = 32;
    static final int CONTENDED_OFFSET = RobustLayout.CONTENDED_OFFSET;
    static final int DEATHS_OFFSET = RobustLayout.DEATHS_OFFSET;
    static final int SECOND_DEATH_OFFSET = 56;
    static final int LENGTH = 64;

    private StripeLayout() {}
}
