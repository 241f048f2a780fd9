package dev.shm.benchmarks.workers;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/** The same with a ring buffer of Agrona's; needs {@code --add-opens java.base/jdk.internal.misc=ALL-UNNAMED}. */
final class RingBufferBytes implements Line {
    private static final int LIMIT = 1000;
    private static final int TYPE = 1;

    private final RingBuffer ring;
    private final AtomicBuffer buffer;
    private final byte[] bytes;
    private long sum;

    RingBufferBytes(Path file, int lengthBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, channel.size());
            buffer = new UnsafeBuffer(mapped);
        }
        ring = new OneToOneRingBuffer(buffer);
        bytes = new byte[lengthBytes];
    }

    @Override
    public boolean put(long value) {
        int at = ring.tryClaim(TYPE, bytes.length);
        if (at < 0) {
            return false;
        }
        bytes[0] = (byte) value;
        buffer.putBytes(at, bytes);
        ring.commit(at);
        return true;
    }

    @Override
    public int poll() {
        return ring.read(this::copy, LIMIT);
    }

    private void copy(int type, MutableDirectBuffer from, int at, int length) {
        from.getBytes(at, bytes);
        sum += bytes[0];
    }

    @Override
    public void close() {
        // The collector unmaps it.
    }

    @Override
    public String toString() {
        return "sum " + sum;
    }
}
