package dev.shm.queues;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Texts in UTF-8 that come back as they were, or not at all: neither way is anything replaced. */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /**
     * {@return the bytes of a text}
     * @param what it is, for the message
     * @throws IllegalArgumentException if there is half a surrogate pair in it
     */
    static byte[] bytes(String text, String what) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // To decode it again is a copy and a comparison by the machine's widest registers; a look at each char is not.
        if (!new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException("would not come back as it is: text=" + what + ", chars=" + text.length()
                    + "; it has half a surrogate pair: take a byte[] for such data");
        }
        return utf8;
    }

    /**
     * Reads a text from the buffer's position on.
     *
     * @param lengthBytes at most what remains of it
     * @param what it is, for the message
     * @throws IllegalArgumentException if the bytes are not UTF-8
     */
    static String text(ByteBuffer from, int lengthBytes, String what) {
        byte[] copy = from.hasArray() ? from.array() : new byte[lengthBytes];
        int start = from.hasArray() ? from.arrayOffset() + from.position() : 0;
        if (from.hasArray()) {
            from.position(from.position() + lengthBytes);
        } else {
            from.get(copy);
        }
        String text = new String(copy, start, lengthBytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !isOf(text, copy, start, lengthBytes)) {
            throw new IllegalArgumentException("not UTF-8: text=" + what + ", bytes=" + lengthBytes);
        }
        return text;
    }

    /* What could not be decoded has become U+FFFD, which has other bytes of its own. */
    private static boolean isOf(String text, byte[] bytes, int start, int lengthBytes) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))
                .equals(ByteBuffer.wrap(bytes, start, lengthBytes));
    }
}
