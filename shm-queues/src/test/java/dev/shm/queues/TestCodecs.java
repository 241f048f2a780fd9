package dev.shm.queues;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** As simple as can be: for tests of what elements go through. */
final class TestCodecs {
    private TestCodecs() {}

    static final Codec<Long> LONGS = new LongCodec();
    static final Codec<String> TEXTS = new TextCodec();

    private static final class LongCodec implements Codec<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void encode(Long element, ByteBuffer to) {
            to.putLong(element);
        }

        @Override
        public Long decode(ByteBuffer from) {
            return from.getLong();
        }
    }

    private static final class TextCodec implements Codec<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void encode(String element, ByteBuffer to) {
            to.put(element.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String decode(ByteBuffer from) {
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
