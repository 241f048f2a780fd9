package dev.shm.value;

import java.io.InvalidObjectException;
import java.io.Serializable;

/**
 * What travels when a part of an array of records is serialized.
 *
 * @param whole travels as a reference itself
 * @param first the index in it
 * @param length how many records
 */
record SliceReference<T>(SharedRecordArray<T> whole, long first, long length) implements Serializable {
    private Object readResolve() throws InvalidObjectException {
        if (first < 0 || length < 0 || first > whole.length() - length) {
            throw new InvalidObjectException(
                    "no such records: in=" + whole + ", from=" + first + ", length=" + length + "; send it anew");
        }
        return whole.slice(first, first + length);
    }
}
