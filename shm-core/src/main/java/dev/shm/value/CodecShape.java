package dev.shm.value;

import dev.shm.memory.Words;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** Records that a codec of the user's knows. */
final class CodecShape<T> implements RecordShape<T> {
    private final RecordCodec<T> codec;
    private final int lengthBytes;
    private final int slotBytes;
    private final String schema;

    CodecShape(RecordCodec<T> codec) {
        this.codec = codec;
        lengthBytes = codec.lengthBytes();
        if (lengthBytes < 1 || lengthBytes > RecordLayout.MOST_BYTES) {
            throw new IllegalArgumentException("length of a record: codec="
                    + codec.getClass().getName() + ", bytes=" + lengthBytes + "; take 1 to " + RecordLayout.MOST_BYTES);
        }
        slotBytes = (lengthBytes + Long.BYTES - 1) & -Long.BYTES;
        schema = codec.schema() + "; " + lengthBytes + " bytes";
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public int slotBytes() {
        return slotBytes;
    }

    @Override
    public long[] encode(T value) {
        Objects.requireNonNull(value, "value");
        ByteBuffer bytes = ByteBuffer.allocate(slotBytes).order(ByteOrder.LITTLE_ENDIAN);
        codec.encode(value, bytes.limit(lengthBytes));
        long[] image = new long[slotBytes / Long.BYTES];
        bytes.clear().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(image);
        return image;
    }

    @Override
    public T read(Words words, long cell, long sequence) {
        long slot = RecordLayout.slot(cell, sequence, slotBytes);
        ByteBuffer bytes = ByteBuffer.allocate(slotBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < slotBytes; i += Long.BYTES) {
            bytes.putLong(i, words.getPlain(slot + i));
        }
        if (!RecordCells.isWhole(words, cell, sequence)) {
            return null;
        }
        return Objects.requireNonNull(codec.decode(bytes.limit(lengthBytes)), "decoded value");
    }
}
