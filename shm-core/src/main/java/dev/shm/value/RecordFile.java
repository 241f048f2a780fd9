package dev.shm.value;

import dev.shm.space.Contents;
import dev.shm.space.ElementType;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import java.nio.ByteBuffer;
import java.util.function.LongFunction;

/** The file of one or many records. */
final class RecordFile {
    private RecordFile() {}

    static ObjectSpec spec(ObjectType type, RecordShape<?> shape, long count) {
        return ObjectSpec.of(type, RecordLayout.HEAD_BYTES)
                .withElements(ElementType.RECORD, RecordLayout.cellBytes(shape.slotBytes()), count)
                .withSchema(shape.schema());
    }

    static <T> RecordCells<T> cells(ObjectFile file, RecordShape<T> shape) {
        return new RecordCells<>(file.words(), file.lockAt(RecordLayout.LOCK_OFFSET), shape);
    }

    /**
     * What is in a new file: the first slot of each cell.
     *
     * @param cellBytes the length of a cell
     * @param images the words of a slot, by cell
     */
    record Images(int cellBytes, LongFunction<long[]> images) implements Contents {
        @Override
        public void write(ByteBuffer chunk, long bodyOffset) {
            long from = bodyOffset - RecordLayout.HEAD_BYTES;
            int slot = (int) (RecordLayout.SLOTS_OFFSET - RecordLayout.SEQUENCE_OFFSET);
            for (long cell = Math.max(0, from / cellBytes); cell * cellBytes - from < chunk.capacity(); cell++) {
                long[] image = images.apply(cell);
                for (int i = 0; i < image.length; i++) {
                    long at = cell * cellBytes - from + slot + (long) i * Long.BYTES;
                    if (at >= 0 && at < chunk.capacity()) {
                        chunk.putLong((int) at, image[i]);
                    }
                }
            }
        }
    }
}
