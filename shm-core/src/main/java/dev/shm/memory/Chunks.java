package dev.shm.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** How a file is cut into buffers: a GiB each, since an index into a buffer is an {@code int}. */
final class Chunks {
    static final int SHIFT = 30;
    static final long BYTES = 1L << SHIFT;

    /* Half of what a process can address on x86-64. */
    private static final long MOST_BYTES = 1L << 46;

    private Chunks() {}

    /** Maps a file from its beginning, little-endian. */
    static ByteBuffer[] map(FileChannel channel, long lengthBytes) throws IOException {
        if (lengthBytes > MOST_BYTES) {
            throw new IOException("longer than can be mapped: length=" + lengthBytes + ", at most " + MOST_BYTES);
        }
        ByteBuffer[] chunks = new ByteBuffer[(int) ((lengthBytes - 1 >>> SHIFT) + 1)];
        for (int i = 0; i < chunks.length; i++) {
            long start = (long) i << SHIFT;
            ByteBuffer chunk = channel.map(MapMode.READ_WRITE, start, Math.min(lengthBytes - start, BYTES));
            chunks[i] = chunk.order(ByteOrder.LITTLE_ENDIAN);
        }
        return chunks;
    }
}
