package dev.shm.queues;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Codecs for the usual elements. How each looks in bytes stands in {@code docs/file-format.md}, so that another language can
 * read them.
 *
 * <p>Bytes may come from whoever can write to the space: each codec refuses what no codec of its kind has written, and
 * allocates for an element no more than a small multiple of its bytes.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free. Peer crash: none to recover from. Allocation: the element, and what
 * each says.
 */
public final class Codecs {
    private Codecs() {}

    /** {@return a codec for {@code long}s: 8 bytes} */
    public static Codec<Long> longs() {
        return new LongCodec();
    }

    /** {@return a codec for {@code double}s: their 8 bytes, also those of a NaN} */
    public static Codec<Double> doubles() {
        return new DoubleCodec();
    }

    /**
     * A codec for texts, in UTF-8. Half a surrogate pair in a text, and bytes that are not UTF-8, are refused, never replaced.
     *
     * @return the codec
     */
    public static Codec<String> strings() {
        return new StringCodec();
    }

    /** {@return a codec for bytes in arrays; in the file they are what those of {@link #byteBuffers} are} */
    public static Codec<byte[]> byteArrays() {
        return new ByteArrayCodec();
    }

    /**
     * A codec for bytes in buffers: those from the position to the limit, of which neither is moved. They arrive in a new
     * buffer on the heap, from 0 to its limit.
     *
     * @return the codec; in the file its elements are what those of {@link #byteArrays} are
     */
    public static Codec<ByteBuffer> byteBuffers() {
        return new ByteBufferCodec();
    }

    /**
     * A codec for records, by their components: primitives and their boxes, enums, {@code String}, {@code byte[]}, and
     * records of those. None may be null. Types and names of the components, also of the constants of enums, stand in the
     * file: who opens it with others is refused, whatever the class is called.
     *
     * <p>Decoding calls the constructor of the record, so that what it refuses never arrives.
     *
     * @param <R> the type
     * @param type its class
     * @return the codec
     * @throws IllegalArgumentException if there is a component that has no form in bytes, which is named, or one that can't
     *     be accessed
     */
    public static <R extends Record> Codec<R> records(Class<R> type) {
        return ComponentsCodec.of(Objects.requireNonNull(type, "type"));
    }
}
