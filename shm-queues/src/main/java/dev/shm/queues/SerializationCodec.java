package dev.shm.queues;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Objects of a class by the serialization of Java, and with them what their class is declared to have in it. */
final class SerializationCodec<E> implements Codec<E> {
    private static final long serialVersionUID = 1L;

    private final Class<E> type;
    /* Classes in a stream pass its filter: what this lets in, that which this was read through did. */
    private final Class<?>[] more;
    private final transient AllowedClasses allowed;
    private final transient List<ClassLoader> loaders;

    SerializationCodec(Class<E> type, Class<?>... more) {
        this.type = type;
        this.more = more.clone();
        List<Class<?>> types = new ArrayList<>(List.of(more));
        types.add(type);
        allowed = new AllowedClasses(types);
        loaders = allowed.loaders();
    }

    @Override
    public String format() {
        return "java " + type.getName();
    }

    @Override
    public void encode(E element, ByteBuffer to) {
        Serialization.write(type.cast(element), to, allowed);
    }

    @Override
    public E decode(ByteBuffer from) {
        return type.cast(Serialization.read(from, allowed, loaders));
    }

    private Object readResolve() {
        return new SerializationCodec<>(type, more);
    }

    @Override
    public String toString() {
        return format();
    }
}
