package dev.shm.demos;

import dev.shm.queues.Codec;
import dev.shm.queues.Codecs;
import dev.shm.queues.ConsumerDeathPolicy;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;

/**
 * An element of a demo's queue.
 *
 * @param producer who put it, counted from 1
 * @param number which one of that producer's it is, counted from 1
 */
record Parcel(int producer, int number) {
    private static final Codec<Parcel> CODEC = Codecs.records(Parcel.class);
    private static final int CAPACITY = 256;
    private static final int CAPACITY_BYTES = 4096;

    /** The queue of a space, made if there is none: what one that dies had in hand is delivered again. */
    static SharedQueue<Parcel> queue(SharedSpace space) {
        return SharedQueue.openOrCreate(space, "queue", CODEC, CAPACITY, CAPACITY_BYTES, ConsumerDeathPolicy.REDELIVER);
    }
}
