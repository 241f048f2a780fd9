package dev.shm.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Short texts in words: UTF-8, filled up with zero bytes, cut at a character where they are too long. */
public final class Text {
    private Text() {}

    /**
     * Writes a text with plain stores; the caller publishes it.
     *
     * @param words where
     * @param offset in bytes, a multiple of 8
     * @param lengthBytes the room, in bytes, a multiple of 8
     * @param text is cut to the room
     */
    public static void put(Words words, long offset, int lengthBytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, lengthBytes);
        while (length < utf8.length && length > 0 && (utf8[length] & 0xC0) == 0x80) {
            length--;
        }
        ByteBuffer room = ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
        room.put(utf8, 0, length);
        for (int i = 0; i < lengthBytes; i += Long.BYTES) {
            words.setPlain(offset + i, room.getLong(i));
        }
    }

    /**
     * Reads a text with plain loads; the caller has acquired it. Bytes that are no UTF-8 become U+FFFD.
     *
     * @param words where
     * @param offset in bytes, a multiple of 8
     * @param lengthBytes the room, in bytes, a multiple of 8
     * @return the text up to the first zero byte
     */
    public static String get(Words words, long offset, int lengthBytes) {
        ByteBuffer room = ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < lengthBytes; i += Long.BYTES) {
            room.putLong(i, words.getPlain(offset + i));
        }
        int length = 0;
        while (length < lengthBytes && room.get(length) != 0) {
            length++;
        }
        return new String(room.array(), 0, length, StandardCharsets.UTF_8);
    }
}
