package dev.shm.benchmarks.workers;

import dev.shm.queues.ChannelConsumer;
import dev.shm.queues.ChannelProducer;
import dev.shm.queues.Claim;
import dev.shm.queues.Message;
import dev.shm.queues.SharedChannel;
import dev.shm.queues.SharedChannel.Producers;
import dev.shm.space.SharedSpace;

/** A channel of ours. */
final class ChannelLine implements Line {
    private static final int LIMIT = 1000;

    private final ChannelProducer producer;
    private final ChannelConsumer consumer;
    private final boolean many;
    private long sum;

    ChannelLine(SharedSpace space, boolean produces) {
        SharedChannel channel = SharedChannel.open(space, "channel");
        many = channel.producers() == Producers.MANY;
        producer = produces ? channel.producer() : null;
        consumer = produces ? null : channel.consumer();
    }

    @Override
    public boolean put(long value) {
        Claim claim = claim();
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

    /** One of many waits, as for a lock; the only one needs to wait for room only, and idles as one does with a ring of Agrona's. */
    private Claim claim() {
        if (!many) {
            return producer.tryClaim(32);
        }
        try {
            return producer.claim(32);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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
