package dev.shm.value;

import dev.shm.space.ObjectSpec;

/**
 * The bytes of an array: the lock, and behind it, on pages of their own, the elements. Offsets in the file.
 *
 * <pre>
 * | offset | size | field    | write | read | meaning                                                        |
 * |   4096 |  832 | lock     |       |      | see RobustLayout                                               |
 * |   8192 |    0 | elements | any   | any  | element count times element bytes, filled up to a multiple of 8 |
 * </pre>
 */
final class ArrayLayout {
    static final long LOCK_OFFSET = 4096;
    static final long ELEMENTS_OFFSET = 8192;
    static final long LENGTH = 8192;

    /** What is between the header page and the elements. */
    static final long HEAD_BYTES = ELEMENTS_OFFSET - ObjectSpec.BODY_OFFSET;

    private ArrayLayout() {}
}
