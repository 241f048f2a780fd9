package dev.shm.value;

import java.io.InvalidObjectException;
import java.io.Serializable;

/** What travels when an array is serialized: a reference to the file, and which part of it as elements of which type. */
final class ArrayReference implements Serializable {
    private static final long serialVersionUID = 1L;

    /* A reference when it is written, the array that it refers to when it was read. */
    private final Serializable whole;
    private final ArrayType<?> type;
    private final long base;
    private final long length;

    ArrayReference(ArrayRange range, ArrayType<?> type) {
        this.whole = range.fileType().reference(range.file());
        this.type = type;
        this.base = range.base();
        this.length = range.length();
    }

    private Object readResolve() throws InvalidObjectException {
        ArrayRange all = ((PrimitiveArray) whole).range();
        int bytes = type.elementType().bytes();
        long most = (all.length() * all.elementBytes() - (base - ArrayLayout.ELEMENTS_OFFSET)) / bytes;
        if (base < ArrayLayout.ELEMENTS_OFFSET || base % bytes != 0 || length < 0 || length > most) {
            throw new InvalidObjectException(
                    "no such elements: in=" + whole + ", offset=" + base + ", length=" + length);
        }
        return type.over(new ArrayRange(all.file(), all.fileType(), base, length, bytes));
    }
}
