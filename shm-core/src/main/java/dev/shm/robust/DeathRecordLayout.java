package dev.shm.robust;

/**
 * The bytes of a recorded death.
 *
 * <pre>
 * | offset | size | field   | write | read  | meaning                                                     |
 * |      0 |    8 | owner   | plain | plain | the bits of the dead owner                                  |
 * |      8 |    8 | pid     | plain | plain | of its process; 0 = unknown                                 |
 * |     16 |    8 | thread  | plain | plain | id of its thread; 0 = unknown                               |
 * |     24 |    8 | token   | plain | plain | its fencing token                                           |
 * |     32 |    8 | since   | plain | plain | owned since, milliseconds since the epoch; 0 = unknown      |
 * |     40 |    8 | noticed | plain | plain | when it was inherited from, milliseconds since the epoch    |
 * |     48 |   80 | command | plain | plain | of its process, UTF-8, filled up with zero bytes            |
 * </pre>
 */
final class DeathRecordLayout {
    static final int OWNER_OFFSET = 0;
    static final int PID_OFFSET = 8;
    static final int THREAD_OFFSET = 16;
    static final int TOKEN_OFFSET = 24;
    static final int SINCE_OFFSET = 32;
    static final int NOTICED_OFFSET = 40;
    static final int COMMAND_OFFSET = 48;
    static final int LENGTH = 128;

    static final int COMMAND_LENGTH = 80;

    private DeathRecordLayout() {}
}
