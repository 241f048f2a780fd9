package dev.shm.benchmarks.workers;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import java.util.concurrent.TimeUnit;

/** The same with a queue of ours, of arrays. */
final class QueueBytes implements Line {
    private static final long LOOK_MILLIS = 10;

    private final SharedQueue<byte[]> queue;
    private final byte[] bytes;
    private long sum;
    private boolean inHand;

    QueueBytes(SharedSpace space, int lengthBytes) {
        queue = SharedQueue.open(space, "arrays", Codecs.byteArrays());
        bytes = new byte[lengthBytes];
    }

    @Override
    public boolean put(long value) {
        try {
            bytes[0] = (byte) value;
            queue.put(bytes);
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Blocks for one, but not for long: its caller looks whether it shall go on. */
    @Override
    public int poll() {
        try {
            byte[] got = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (got == null) {
                return 0;
            }
            sum += got[0];
            inHand = true;
            return 1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (inHand) {
            queue.taskDone();
        }
    }

    @Override
    public String toString() {
        return "sum " + sum;
    }
}
