package dev.shm.queues;

import java.nio.ByteBuffer;

/** A text: its UTF-8. */
record StringCodec() implements Codec<String> {
    private static final int MOST_BYTES_OF_CHAR = 3;

    @Override
    public String format() {
        return "utf8";
    }

    @Override
    public int maxBytes(String element) {
        return (int) Math.min((long) MOST_BYTES_OF_CHAR * element.length(), Integer.MAX_VALUE);
    }

    @Override
    public void encode(String element, ByteBuffer to) {
        to.put(Utf8.bytes(element, "element"));
    }

    @Override
    public String decode(ByteBuffer from) {
        return Utf8.text(from, from.remaining(), "element");
    }
}
