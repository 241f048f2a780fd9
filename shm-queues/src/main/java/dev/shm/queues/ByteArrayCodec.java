package dev.shm.queues;

import java.nio.ByteBuffer;

/** Bytes, in an array. */
record ByteArrayCodec() implements Codec<byte[]> {
    static final String FORMAT = "bytes";

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public int maxBytes(byte[] element) {
        return element.length;
    }

    @Override
    public void encode(byte[] element, ByteBuffer to) {
        to.put(element);
    }

    @Override
    public byte[] decode(ByteBuffer from) {
        byte[] element = new byte[from.remaining()];
        from.get(element);
        return element;
    }
}
