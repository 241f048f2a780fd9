package dev.shm.queues;

/**
 * The header of a record in the ring of a topic, one word. The bytes of the element follow it, and anything up to a multiple of 8.
 * Behind the newest record there is the header of the next one, with its sequence number but no length.
 *
 * <pre>
 * | offset | size | field    | write              | read            | meaning                                                       |
 * |      0 |    4 | length   | plain, before tail | plain, verified | of the element, in bytes                                      |
 * |      4 |    4 | sequence | plain, before tail | plain, verified | the lower half of how many elements were published before it  |
 * </pre>
 */
final class TopicRecordLayout {
    static final int LENGTH_OFFSET = 0;
    static final int SEQUENCE_OFFSET = 4;
    static final int LENGTH = 8;

    private TopicRecordLayout() {}

    static long header(int length, long sequence) {
        return sequence << Integer.SIZE | length & 0xFFFF_FFFFL;
    }

    static int length(long header) {
        return (int) header;
    }

    static int sequence(long header) {
        return (int) (header >>> Integer.SIZE);
    }
}
