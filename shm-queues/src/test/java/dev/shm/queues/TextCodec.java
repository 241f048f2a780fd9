package dev.shm.queues;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Texts in UTF-8, but for one that it does not read. */
final class TextCodec implements Codec<String> {
    static final String UNREADABLE = "unreadable";

    private static final long serialVersionUID = 1L;

    @Override
    public String format() {
        return "text";
    }

    @Override
    public void encode(String element, ByteBuffer to) {
        to.put(element.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String decode(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.equals(UNREADABLE)) {
            throw new IllegalStateException("as expected");
        }
        return text;
    }
}
