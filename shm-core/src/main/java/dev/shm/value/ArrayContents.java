package dev.shm.value;

import dev.shm.space.Contents;
import java.nio.ByteBuffer;

/** The elements of a new array, as they are in a Java array. */
final class ArrayContents implements Contents {
    private static final long FIRST = ArrayLayout.HEAD_BYTES;

    private final Object array;
    private final int length;
    private final int elementBytes;

    ArrayContents(Object array, int length, int elementBytes) {
        this.array = array;
        this.length = length;
        this.elementBytes = elementBytes;
    }

    @Override
    public void write(ByteBuffer chunk, long bodyOffset) {
        // The elements begin on a page, and chunks are made of whole pages: none lies in two of them.
        long position = Math.max(0, FIRST - bodyOffset);
        long from = Math.max(0, bodyOffset - FIRST) / elementBytes;
        if (position < chunk.capacity() && from < length) {
            int count = (int) Math.min(length - from, (chunk.capacity() - position) / elementBytes);
            put(chunk.position((int) position), (int) from, count);
        }
    }

    private void put(ByteBuffer chunk, int from, int count) {
        if (array instanceof long[] longs) {
            chunk.asLongBuffer().put(longs, from, count);
        } else if (array instanceof int[] ints) {
            chunk.asIntBuffer().put(ints, from, count);
        } else if (array instanceof double[] doubles) {
            chunk.asDoubleBuffer().put(doubles, from, count);
        } else if (array instanceof float[] floats) {
            chunk.asFloatBuffer().put(floats, from, count);
        } else if (array instanceof byte[] bytes) {
            chunk.put(bytes, from, count);
        } else if (array instanceof short[] shorts) {
            chunk.asShortBuffer().put(shorts, from, count);
        } else if (array instanceof char[] chars) {
            chunk.asCharBuffer().put(chars, from, count);
        } else {
            for (int i = from; i < from + count; i++) {
                chunk.put((byte) (((boolean[]) array)[i] ? 1 : 0));
            }
        }
    }
}
