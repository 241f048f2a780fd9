package dev.shm.benchmarks.workers;

import dev.shm.queues.ChannelConsumer;
import dev.shm.queues.ChannelProducer;
import dev.shm.queues.Claim;
import dev.shm.queues.Message;
import dev.shm.queues.SharedChannel;
import dev.shm.space.SharedSpace;

/** A channel of ours. */
final class ChannelLine implements Line {
    private static final int LIMIT = 1000;

    private final ChannelProducer producer;
    private final ChannelConsumer consumer;
    private long sum;

    ChannelLine(SharedSpace space, boolean produces) {
        SharedChannel channel = SharedChannel.open(space, "channel");
        producer = produces ? channel.producer() : null;
        consumer = produces ? null : channel.consumer();
    }

    @Override
    public boolean put(long value) {
        Claim claim = producer.tryClaim(32);
        if (claim == null) {
            return false;
        }
        claim.putLong(0, value);
        claim.putLong(8, value);
        claim.putLong(16, value);
        claim.putLong(24, value);
        claim.commit();
        return true;
    }

    @Override
    public int poll() {
        return consumer.poll(this::add, LIMIT);
    }

    private void add(Message message) {
        sum += message.getLong(0) + message.getLong(8) + message.getLong(16) + message.getLong(24);
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
