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
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/** A ring buffer of Agrona's; needs {@code --add-opens java.base/jdk.internal.misc=ALL-UNNAMED}. */
final class RingBufferLine implements Line {
    private static final int LIMIT = 1000;
    private static final int TYPE = 1;

    private final RingBuffer ring;
    private final AtomicBuffer bytes;
    private long sum;

    RingBufferLine(Path file, boolean many) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, channel.size());
            bytes = new UnsafeBuffer(mapped);
        }
        ring = many ? new ManyToOneRingBuffer(bytes) : new OneToOneRingBuffer(bytes);
    }

    @Override
    public boolean put(long value) {
        int at = ring.tryClaim(TYPE, 32);
        if (at < 0) {
            return false;
        }
        bytes.putLong(at, value);
        bytes.putLong(at + 8, value);
        bytes.putLong(at + 16, value);
        bytes.putLong(at + 24, value);
        ring.commit(at);
        return true;
    }

    @Override
    public int poll() {
        return ring.read(this::add, LIMIT);
    }

    private void add(int type, MutableDirectBuffer buffer, int at, int length) {
        sum += buffer.getLong(at) + buffer.getLong(at + 8) + buffer.getLong(at + 16) + buffer.getLong(at + 24);
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
