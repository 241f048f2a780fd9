package dev.shm.benchmarks.workers;

import dev.shm.queues.ChannelConsumer;
import dev.shm.queues.ChannelProducer;
import dev.shm.queues.Claim;
import dev.shm.queues.Message;
import dev.shm.queues.SharedChannel;
import dev.shm.space.SharedSpace;

/** A channel of ours with messages that are copied out of an array, and into one. */
final class ChannelBytes implements Line {
    private static final int LIMIT = 1000;

    private final ChannelProducer producer;
    private final ChannelConsumer consumer;
    private final byte[] bytes;
    private long sum;

    ChannelBytes(SharedSpace space, boolean produces, int lengthBytes) {
        SharedChannel channel = SharedChannel.open(space, "channel");
        producer = produces ? channel.producer() : null;
        consumer = produces ? null : channel.consumer();
        bytes = new byte[lengthBytes];
    }

    @Override
    public boolean put(long value) {
        Claim claim = producer.tryClaim(bytes.length);
        if (claim == null) {
            return false;
        }
        bytes[0] = (byte) value;
        claim.putBytes(0, bytes, 0, bytes.length);
        claim.commit();
        return true;
    }

    @Override
    public int poll() {
        return consumer.poll(this::copy, LIMIT);
    }

    private void copy(Message message) {
        message.getBytes(0, bytes, 0, bytes.length);
        sum += bytes[0];
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        } else {
            consumer.close();
        }
    }

    @Override
    public String toString() {
        return "sum " + sum;
    }
}
