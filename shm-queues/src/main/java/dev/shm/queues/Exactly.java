package dev.shm.queues;

import java.nio.ByteBuffer;

/** That an element has as many bytes as it should, no more and no less. */
final class Exactly {
    private Exactly() {}

    /** Refuses an element of another length. */
    static void bytes(int expected, ByteBuffer from) {
        if (from.remaining() != expected) {
            throw new IllegalArgumentException("length: bytes=" + from.remaining() + ", expected=" + expected);
        }
    }

    /** Refuses an element that has been read and has not ended. */
    static void end(int leftBytes) {
        if (leftBytes != 0) {
            throw new IllegalArgumentException("longer than what is in it: bytes left=" + leftBytes);
        }
    }
}
