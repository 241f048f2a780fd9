package dev.shm.queues;

import java.nio.ByteBuffer;

/** Bytes, in a buffer. */
record ByteBufferCodec() implements Codec<ByteBuffer> {
    @Override
    public String format() {
        return ByteArrayCodec.FORMAT;
    }

    @Override
    public int maxBytes(ByteBuffer element) {
        return element.remaining();
    }

    @Override
    public void encode(ByteBuffer element, ByteBuffer to) {
        to.put(element.duplicate());
    }

    @Override
    public ByteBuffer decode(ByteBuffer from) {
        return ByteBuffer.allocate(from.remaining()).put(from).flip();
    }
}
