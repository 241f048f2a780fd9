package dev.shm.value;

import dev.shm.robust.RobustLock;
import dev.shm.space.ObjectSpec;

/**
 * The bytes of a value: one line, and the lock behind it. Offsets in the file.
 *
 * <pre>
 * | offset | size | field | write | read | meaning                       |
 * |   4096 |    8 | value | any   | any  | the value, in its low bits    |
 * |   4160 |  832 | lock  |       |      | see RobustLayout              |
 * </pre>
 */
final class ValueLayout {
    static final long VALUE_OFFSET = 4096;
    static final long LOCK_OFFSET = 4160;
    static final long LENGTH = 4992;

    /** What follows the header page. */
    static final long BODY_BYTES = LOCK_OFFSET + RobustLock.lengthBytes() - ObjectSpec.BODY_OFFSET;

    private ValueLayout() {}
}
