package dev.shm.queues;

import dev.shm.robust.Awaited;
import dev.shm.robust.EventCount;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One subscriber's place in a topic. Of one that is lapped nobody else hears: it only reads.
 *
 * <p>Threads: one at a time. Progress: lock-free. Peer crash: no effect. Allocation: none but for longer elements.
 */
final class TopicReader implements Awaited {
    /** There is none yet. */
    static final int NOTHING = -1;

    /** Some were missed. */
    static final int MISSED = -2;

    /* As many as there are, up to so many bytes, are copied at once: what it costs to copy and to see that it was sound is the
     * same for one and for a hundred. */
    private static final int CHUNK_BYTES = 4096;
    /* A longer one is not kept. */
    private static final int MOST_KEPT_BYTES = 64 * 1024;

    private final TopicEngine engine;
    private final TopicRing ring;
    private final int seat;
    private long position;
    private long sequence;
    private long seen; // a position up to which there were records when last looked
    private long missed;
    private ByteBuffer chunk;
    private ByteBuffer element; // of the chunk's bytes
    private long chunkBegin; // the position of its first byte
    private long chunkEnd; // and behind its last one that is sound

    /** One that may be lapped: begins at the newest or the oldest. */
    TopicReader(TopicEngine engine, TopicRing ring, boolean newest) {
        this.engine = engine;
        this.ring = ring;
        this.seat = TopicEngine.NO_SEAT;
        provide(CHUNK_BYTES);
        do {
            position = newest ? ring.tail() : ring.oldest();
            sequence = ring.sequence(position);
        } while (!ring.isStillKept(position));
        seen = position;
        chunkEnd = position;
    }

    /** One that holds back: begins at the position that its seat says. */
    TopicReader(TopicEngine engine, TopicRing ring, int seat, long position) {
        this.engine = engine;
        this.ring = ring;
        this.seat = seat;
        this.position = position;
        this.sequence = ring.sequence(position);
        this.seen = position;
        this.chunkEnd = position;
        provide(CHUNK_BYTES);
    }

    private void provide(long lengthBytes) {
        chunk = ByteBuffer.allocate((int) ByteRing.room(lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
        element = chunk.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether {@link #read} would say something else than that there is nothing. */
    boolean isNext() {
        if (position == seen) {
            seen = ring.tail();
        }
        return position != seen;
    }

    @Override
    public EventCount eventCount() {
        return engine.news();
    }

    /** {@return whether there is a next one, or none will come} */
    @Override
    public boolean isReady() {
        return ring.tail() != position || engine.isEnded();
    }

    @Override
    public boolean mayBeReady() {
        return isReady();
    }

    /**
     * Reads the next element.
     *
     * @return its length, {@link #NOTHING}, or {@link #MISSED}
     */
    int read() {
        int length = inChunk();
        if (length >= 0) {
            return next(length);
        }
        if (!isNext()) {
            return NOTHING;
        }
        if (!copy(CHUNK_BYTES)) {
            return skip();
        }
        length = inChunk();
        if (length < 0) { // a long one, if it is one
            if (!copy(TopicRing.occupied(chunk.getInt(TopicRecordLayout.LENGTH_OFFSET)))) {
                return skip();
            }
            length = inChunk();
        }
        return next(length);
    }

    /** The length of the next element, if the chunk has all of it; else -1. */
    private int inChunk() {
        long left = chunkEnd - position;
        if (left < TopicRing.HEADER) {
            return NOTHING;
        }
        int length = chunk.getInt((int) (position - chunkBegin) + TopicRecordLayout.LENGTH_OFFSET);
        return length <= left - TopicRing.HEADER ? length : NOTHING;
    }

    /** Fills the chunk from here on, up to so many bytes; says whether they were not being replaced. */
    private boolean copy(long lengthBytes) {
        long most = Math.min(seen - position, lengthBytes);
        if (most < TopicRing.HEADER || most > ring.mostBytes() + 2 * TopicRing.HEADER) {
            return false;
        }
        if (chunk.capacity() < most || chunk.capacity() > MOST_KEPT_BYTES) {
            provide(Math.max(CHUNK_BYTES, most));
        }
        ring.copy(position, chunk.limit((int) most));
        chunkBegin = position;
        chunkEnd = position + most;
        return ring.isKept(position);
    }

    private int next(int length) {
        int at = (int) (position - chunkBegin);
        if (length < 0 || chunk.getInt(at + TopicRecordLayout.SEQUENCE_OFFSET) != (int) sequence) {
            chunkEnd = position;
            throw ring.damaged(position);
        }
        element.limit(at + TopicRing.HEADER + length).position(at + TopicRing.HEADER);
        position += TopicRing.occupied(length);
        sequence++;
        engine.goneOn(seat, position);
        return length;
    }

    /** Goes on at the oldest that is kept. */
    private int skip() {
        seen = position;
        chunkEnd = position;
        if (ring.isKept(position)) {
            throw ring.damaged(position);
        }
        long oldest;
        long first;
        do {
            oldest = ring.oldest();
            first = ring.sequence(oldest);
        } while (!ring.isStillKept(oldest));
        if (first <= sequence) {
            throw ring.damaged(oldest);
        }
        missed += first - sequence;
        position = oldest;
        sequence = first;
        seen = oldest;
        chunkEnd = oldest;
        engine.goneOn(seat, position);
        return MISSED;
    }

    /** The element that was read last, from its position to its limit. */
    ByteBuffer element() {
        return element;
    }

    /** How many were published before the next one. */
    long sequence() {
        return sequence;
    }

    /** How many were missed so far. */
    long missed() {
        return missed;
    }

    /** Whether all was read, and nothing more comes. */
    boolean isAtEnd() {
        return engine.isEnded() && !isNext(); // in this order: nothing comes behind the end
    }

    /** Before a wait: what something else has written over the seat would hold publishers back for as long. */
    void affirm() {
        engine.goneOn(seat, position);
    }

    void leave() {
        engine.leave(seat);
    }
}
