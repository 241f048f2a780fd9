package dev.shm.queues;

import java.nio.ByteBuffer;

/** A long: 8 bytes. */
record LongCodec() implements Codec<Long> {
    @Override
    public String format() {
        return "long";
    }

    @Override
    public int maxBytes(Long element) {
        return Long.BYTES;
    }

    @Override
    public void encode(Long element, ByteBuffer to) {
        to.putLong(element);
    }

    @Override
    public Long decode(ByteBuffer from) {
        Exactly.bytes(Long.BYTES, from);
        return from.getLong();
    }
}
