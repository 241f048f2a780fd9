package dev.shm.value;

import dev.shm.space.Contents;
import dev.shm.space.ElementType;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** The file of one or many records. */
final class RecordFile {
    private RecordFile() {}

    static ObjectSpec spec(ObjectType type, RecordShape<?> shape, long count) {
        return ObjectSpec.of(type, RecordLayout.HEAD_BYTES)
                .withElements(ElementType.RECORD, RecordLayout.cellBytes(shape.slotBytes()), count)
                .withSchema(shape.schema());
    }

    /** For an array: the length, if it has one. */
    static long requireSome(String name, long length) {
        if (length < 1) {
            throw new IllegalArgumentException(
                    "length=" + length + " of array " + name + "; an array has at least 1 record");
        }
        return length;
    }

    /** With that record in each cell. */
    static <T> ObjectSpec specOfAll(ObjectType type, RecordShape<T> shape, long count, T initial) {
        long[] image = shape.encode(initial);
        return spec(type, shape, count)
                .withContents(new Images(RecordLayout.cellBytes(shape.slotBytes()), count, cell -> image));
    }

    /** Without contents: with that record in each cell, as its bytes are zeros. */
    static <T> ObjectSpec specOfZeros(ObjectType type, RecordShape<T> shape, long count, T zero) {
        if (LongStream.of(shape.encode(zero)).anyMatch(word -> word != 0)) {
            throw new IllegalArgumentException(
                    "not all zeros: record=" + zero
                            + "; a sparse array begins with numbers that are 0, empty texts and arrays, and first constants of enums");
        }
        return spec(type, shape, count).sparse();
    }

    /** With one record after the other. */
    static <T> ObjectSpec specOfEach(ObjectType type, RecordShape<T> shape, List<T> contents) {
        long[][] images = contents.stream().map(shape::encode).toArray(long[][]::new);
        return spec(type, shape, images.length)
                .withContents(new Images(
                        RecordLayout.cellBytes(shape.slotBytes()), images.length, cell -> images[(int) cell]));
    }

    static <T> RecordCells<T> cells(ObjectFile file, RecordShape<T> shape) {
        return new RecordCells<>(file.words(), file.lockAt(RecordLayout.LOCK_OFFSET), shape);
    }

    /**
     * What is in a new file: the first slot of each cell.
     *
     * @param cellBytes the length of a cell
     * @param count how many cells
     * @param images the words of a slot, by cell
     */
    private record Images(int cellBytes, long count, LongFunction<long[]> images) implements Contents {
        private static final long SLOT_IN_CELL = RecordLayout.SLOTS_OFFSET - RecordLayout.SEQUENCE_OFFSET;

        @Override
        public void write(ByteBuffer chunk, long bodyOffset) {
            long from = bodyOffset - RecordLayout.HEAD_BYTES;
            long to = from + chunk.capacity();
            for (long cell = Math.max(0, from / cellBytes); cell < count && cell * cellBytes < to; cell++) {
                put(chunk, images.apply(cell), cell * cellBytes + SLOT_IN_CELL - from);
            }
        }

        private static void put(ByteBuffer chunk, long[] image, long start) {
            for (int i = 0; i < image.length; i++) {
                long at = start + (long) i * Long.BYTES;
                if (at >= 0 && at < chunk.capacity()) {
                    chunk.putLong((int) at, image[i]);
                }
            }
        }
    }
}
