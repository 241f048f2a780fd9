package dev.shm.queues;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** As simple as can be: for tests of what elements go through. */
final class TestCodecs {
    private TestCodecs() {}

    static final Codec<Long> LONGS = new LongCodec();
    static final Codec<String> TEXTS = new TextCodec();
    /** By which anything can be put where texts are taken. */
    static final Codec<byte[]> BYTES_AS_TEXTS = new BytesAsTexts();

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

    private static final class BytesAsTexts implements Codec<byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public String format() {
            return Codecs.strings().format();
        }

        @Override
        public void encode(byte[] element, ByteBuffer to) {
            to.put(element);
        }

        @Override
        public byte[] decode(ByteBuffer from) {
            throw new AssertionError("nobody takes by this");
        }
    }
}
