package dev.shm.value;

import dev.shm.memory.MappedWords;
import dev.shm.space.ObjectFile;

/**
 * Where the elements of an array are: all of a file, or a part of it.
 *
 * @param file in which they are
 * @param fileType what that was made as
 * @param base where the first begins, in bytes from the beginning of the file
 * @param length how many elements
 * @param elementBytes of each
 */
record ArrayRange(ObjectFile file, ArrayType<?> fileType, long base, long length, int elementBytes) {
    /** All elements of a file. */
    static ArrayRange all(ObjectFile file, ArrayType<?> type) {
        return new ArrayRange(
                file,
                type,
                ArrayLayout.ELEMENTS_OFFSET,
                file.elementCount(),
                type.elementType().bytes());
    }

    MappedWords memory() {
        return file.words().elements();
    }

    ArrayRange slice(long from, long to) {
        if (from < 0 || from > to || to > length) {
            throw new IndexOutOfBoundsException("from=" + from + ", to=" + to + " in " + file.qualifiedName()
                    + ", length=" + length + "; take 0 <= from <= to <= " + length);
        }
        return new ArrayRange(file, fileType, base + from * elementBytes, to - from, elementBytes);
    }

    /** The same bytes as elements of another length. */
    ArrayRange as(int otherBytes) {
        if (base % otherBytes != 0) {
            throw new IllegalArgumentException("elements of " + otherBytes + " bytes can't begin at byte "
                    + (base - ArrayLayout.ELEMENTS_OFFSET) + " of " + file.qualifiedName()
                    + "; take a slice that begins at a multiple of " + otherBytes);
        }
        return new ArrayRange(file, fileType, base, length * elementBytes / otherBytes, otherBytes);
    }

    boolean isAll() {
        return elementBytes == fileType.elementType().bytes() && length == file.elementCount();
    }

    /** For messages; the name of the object, and which part of it. */
    String describe() {
        String part = isAll()
                ? ""
                : ", from byte " + (base - ArrayLayout.ELEMENTS_OFFSET) + " of "
                        + file.elementCount() * fileType.elementType().bytes();
        return file.qualifiedName() + ", length=" + length + part;
    }
}
