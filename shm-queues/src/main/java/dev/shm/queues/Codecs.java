package dev.shm.queues;

import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;
import java.util.Objects;
import net.openhft.chronicle.bytes.BytesMarshallable;

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

    /**
     * A codec for objects of a class, by Java serialization. Only objects of these classes are let in when they are read:
     *
     * <ul>
     *   <li>the class itself and those that are named besides; where they are sealed, their permitted subclasses;
     *   <li>those that their fields are declared with, type arguments included, and so on;
     *   <li>where these declare a collection, the usual lists, sets and maps of {@code java.util};
     *   <li>numbers, texts, dates and other values of the JDK, and arrays of all these;
     *   <li>references to shared objects, as which these travel: values, arrays, locks, queues.
     * </ul>
     *
     * <p>So nobody who can write to the queue has a class of their choice read, whose {@code readObject} might do anything.
     * What is refused there is refused here, when it is put. Besides, arrays that are longer than the bytes that are there,
     * and more than 200 objects in one another, are refused when they are read.
     *
     * <p>Reads classes through the loaders of those that are named. Allocation: streams, each time.
     *
     * @param <E> the type
     * @param type its class; where it is not final, name the subclasses too
     * @param more classes of objects in it that no field is declared with
     * @return the codec
     */
    public static <E> Codec<E> serialization(Class<E> type, Class<?>... more) {
        return new SerializationCodec<>(Objects.requireNonNull(type, "type"), more);
    }

    /**
     * A codec for objects of any class, by Java serialization, through a filter. What the filter leaves undecided is
     * refused; what it refuses is refused when it is put, as far as that depends on the class alone. Besides, arrays that are
     * longer than the bytes that are there are refused when they are read.
     *
     * <p>Classes are read through the context class loader of the thread. Allocation: streams, each time.
     *
     * @param <E> the type
     * @param filter lets classes in; Serializable, if the queue is to be sent to another JVM
     * @return the codec
     */
    public static <E> Codec<E> serialization(ObjectInputFilter filter) {
        return new FilteredCodec<>(Objects.requireNonNull(filter, "filter"));
    }

    /**
     * As {@link #serialization(ObjectInputFilter)}, by a pattern, which can be sent to another JVM.
     *
     * @param <E> the type
     * @param pattern such as {@code com.acme.orders.*;java.base/*;maxdepth=50}, as
     *     {@link ObjectInputFilter.Config#createFilter} says
     * @return the codec
     * @throws IllegalArgumentException if it is no pattern
     */
    public static <E> Codec<E> serialization(String pattern) {
        return new FilteredCodec<>(new FilteredCodec.Pattern(pattern));
    }

    /**
     * A codec for objects that write and read themselves by Chronicle Bytes. This needs
     * {@code net.openhft:chronicle-bytes}, which this library does not bring. Of what that brings, only
     * {@code chronicle-core} and SLF4J are needed here: exclude {@code net.openhft:posix}, lest it bring another JNA.
     *
     * <p>A class that overrides {@code writeMarshallable} and {@code readMarshallable} needs no JVM options. One that leaves
     * its fields to Chronicle needs {@code --add-opens java.base/java.lang.reflect=ALL-UNNAMED}. Direct buffers and mapped
     * files of Chronicle's need more; they are not used here.
     *
     * <p>Chronicle is known to run on JDK 17 to 25. Its first use takes about 0.3 s, prints to standard error, and looks for
     * a logger. How much is allocated, and what else happens when an element is read, is up to its class.
     *
     * @param <T> the type
     * @param type its class, with a constructor without parameters
     * @return the codec
     * @throws IllegalArgumentException if there is no such constructor, or it can't be accessed
     * @throws IllegalStateException if Chronicle Bytes is absent, or does not run on this JDK
     */
    @SuppressWarnings("exports") // who has such a class requires chronicle.bytes
    public static <T extends BytesMarshallable> Codec<T> marshallables(Class<T> type) {
        try {
            return new MarshallableCodec<>(Objects.requireNonNull(type, "type"));
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "Chronicle Bytes can't be used: because=" + e
                            + "; add net.openhft:chronicle-bytes to the dependencies, or take another codec",
                    e);
        }
    }
}
