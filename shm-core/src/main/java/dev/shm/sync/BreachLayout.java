package dev.shm.sync;

/**
 * The bytes that say who broke a latch or a barrier.
 *
 * <pre>
 * | offset | size | field      | write | read  | meaning                                                               |
 * |      0 |    8 | cause      | plain | plain | 0 died, 1 interrupted, 2 timed out, 3 action threw, 4 reset, 5 aborted |
 * |      8 |    8 | pid        | plain | plain | of the process; 0 = unknown                                           |
 * |     16 |    8 | noticed    | plain | plain | when, milliseconds since the epoch                                    |
 * |     24 |    8 | generation | plain | plain | of a barrier: which it broke                                          |
 * |     32 |   80 | command    | plain | plain | of the process, UTF-8, filled up with zero bytes                      |
 * |    112 |   16 | (zero)     |       |       |                                                                       |
 * </pre>
 */
final class BreachLayout {
    static final int CAUSE_OFFSET = 0;
    static final int PID_OFFSET = 8;
    static final int NOTICED_OFFSET = 16;
    static final int GENERATION_OFFSET = 24;
    static final int COMMAND_OFFSET = 32;
    static final int LENGTH = 128;

    static final int COMMAND_LENGTH = 80;

    private BreachLayout() {}
}
