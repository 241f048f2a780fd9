package dev.shm.queues;

/**
 * The bytes of the record of a consumer's death.
 *
 * <pre>
 * | offset | size | field    | write | read  | meaning                                             |
 * |      0 |    8 | elements | plain | plain | how many it had in hand                             |
 * |      8 |    8 | pid      | plain | plain | of the process; 0 = unknown                         |
 * |     16 |    8 | noticed  | plain | plain | when, milliseconds since the epoch                  |
 * |     24 |   80 | command  | plain | plain | of the process, UTF-8, filled up with zero bytes    |
 * |    104 |   24 | (zero)   |       |       |                                                     |
 * </pre>
 */
final class ConsumerDeathLayout {
    static final int ELEMENTS_OFFSET = 0;
    static final int PID_OFFSET = 8;
    static final int NOTICED_OFFSET = 16;
    static final int COMMAND_OFFSET = 24;
    static final int COMMAND_LENGTH = 80;
    static final int LENGTH = 128;

    private ConsumerDeathLayout() {}
}
