package dev.shm.benchmarks.workers;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;

/** The same with a queue of ours, of arrays. */
final class QueueBytes extends QueueEnd<byte[]> {
    private final byte[] bytes;
    private long sum;

    QueueBytes(SharedSpace space, int lengthBytes) {
        super(SharedQueue.open(space, "arrays", Codecs.byteArrays()));
        bytes = new byte[lengthBytes];
    }

    @Override
    byte[] element(long value) {
        bytes[0] = (byte) value;
        return bytes;
    }

    @Override
    void check(byte[] element) {
        sum += element[0];
    }

    @Override
    public String toString() {
        return "sum " + sum;
    }
}
