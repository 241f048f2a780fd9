package dev.shm.benchmarks.workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * The same with a queue of Chronicle's; needs {@link PeerOptions#CHRONICLE} and what stands beside it. It keeps what was read, so
 * there is a new one for each turn.
 */
final class ChronicleBytes implements Line {
    private static final int LIMIT = 1000;

    private final Path folder;
    private final boolean appends;
    private final byte[] bytes;
    private Path files; // of this turn
    private ChronicleQueue queue;
    private ExcerptAppender appender;
    private ExcerptTailer tailer;
    private long sum;

    ChronicleBytes(Path folder, boolean appends, int lengthBytes) {
        this.folder = folder;
        this.appends = appends;
        this.bytes = new byte[lengthBytes];
    }

    @Override
    public void begin(long turn) {
        close();
        files = folder.resolve("turn-" + turn);
        queue = SingleChronicleQueueBuilder.binary(files.toFile()).build();
        if (appends) {
            appender = queue.createAppender();
        } else {
            tailer = queue.createTailer();
        }
    }

    @Override
    public boolean put(long value) {
        bytes[0] = (byte) value;
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(bytes);
        }
        return true;
    }

    @Override
    public int poll() {
        int count = 0;
        while (count < LIMIT && copy()) {
            count++;
        }
        return count;
    }

    private boolean copy() {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            document.wire().bytes().read(bytes);
            sum += bytes[0];
            return true;
        }
    }

    /** Ends a turn, which both have ended. */
    @Override
    public void close() {
        if (queue == null) {
            return;
        }
        queue.close();
        if (!appends) {
            try {
                MemoryFiles.delete(files);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public String toString() {
        return "sum " + sum;
    }
}
