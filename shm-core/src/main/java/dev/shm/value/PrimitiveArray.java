package dev.shm.value;

import dev.shm.memory.Elements;
import dev.shm.memory.Words;
import dev.shm.robust.RobustLock;

/** What the arrays of primitive types have in common. */
abstract sealed class PrimitiveArray implements SharedArray
        permits SharedLongArray,
                SharedIntArray,
                SharedDoubleArray,
                SharedFloatArray,
                SharedByteArray,
                SharedShortArray,
                SharedCharArray,
                SharedBooleanArray {
    private static final long serialVersionUID = 1L;

    /* For access with an order: the elements lie in it at Elements.offset. */
    final transient Words words;
    private final transient ArrayRange range;
    private final transient long length;

    PrimitiveArray(ArrayRange range, Elements elements) {
        this.range = range;
        this.words = range.file().words();
        this.length = elements.length();
    }

    /** The constant of its type. */
    abstract ArrayType<?> type();

    final ArrayRange range() {
        return range;
    }

    @Override
    public final long length() {
        return length;
    }

    @Override
    public final String name() {
        return range.file().name();
    }

    @Override
    public final RobustLock ownLock() {
        return range.file().lockAt(ArrayLayout.LOCK_OFFSET);
    }

    /** The length, if a Java array can have it. */
    final int intLength() {
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("length=" + length + " of " + range.describe() + "; take slices of at most "
                    + (Integer.MAX_VALUE - 8));
        }
        return (int) length;
    }

    final Object writeReplace() {
        return new ArrayReference(range, type());
    }

    /** {@return its type, space, name and length} */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + " " + range.describe();
    }
}
