package dev.shm.pool.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads what a process writes, so that it never has to wait for anybody, passes it on, and keeps the end of it.
 *
 * <p>Threads: any. Allocation: what is kept.
 */
final class Tail {
    private static final int PIECE_BYTES = 8 * 1024;

    private final InputStream from;
    private final OutputStream to;
    private final int mostBytes;
    private final CountDownLatch ended = new CountDownLatch(1);
    private byte[] kept; // guarded by this, as is what follows
    private int length;

    /**
     * Of a stream; to be {@linkplain #start started}.
     *
     * @param from what the process writes
     * @param to where it is passed on to
     * @param mostBytes how much is kept of it
     */
    Tail(InputStream from, OutputStream to, int mostBytes) {
        this.from = from;
        this.to = to;
        this.mostBytes = mostBytes;
        this.kept = new byte[Math.min(mostBytes, PIECE_BYTES)];
    }

    void start(String threadName) {
        Thread reader = new Thread(null, this::read, threadName, 0, false);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        byte[] piece = new byte[PIECE_BYTES];
        try (from) {
            for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
                keep(piece, count);
                passOn(piece, count);
            }
        } catch (IOException e) {
            // The process is gone, and somebody else has closed the stream.
        } finally {
            ended.countDown();
        }
    }

    private void passOn(byte[] piece, int count) {
        try {
            to.write(piece, 0, count);
            to.flush();
        } catch (IOException e) {
            // Nobody reads it there: no reason for the process to wait.
        }
    }

    private synchronized void keep(byte[] piece, int count) {
        int more = Math.min(count, mostBytes);
        int stay = Math.min(length, mostBytes - more);
        if (stay + more > kept.length) {
            kept = Arrays.copyOf(kept, (int) Math.min(mostBytes, Math.max(2L * kept.length, stay + more)));
        }
        System.arraycopy(kept, length - stay, kept, 0, stay);
        System.arraycopy(piece, count - more, kept, stay, more);
        length = stay + more;
    }

    /** Waits until all is read; not for long: who inherited the stream may keep it open when the process is gone. */
    void awaitEnd(long timeout, TimeUnit unit) {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        Uninterrupted.call(() -> ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    /** {@return what is kept of it so far} */
    synchronized String text() {
        return new String(kept, 0, length, Charset.defaultCharset());
    }
}
