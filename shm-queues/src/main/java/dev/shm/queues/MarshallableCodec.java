package dev.shm.queues;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesMarshallable;

/** Objects that write and read themselves by Chronicle Bytes, on the heap. Only this class knows of it. */
final class MarshallableCodec<T extends BytesMarshallable> implements Codec<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final transient MethodHandle constructor;

    MarshallableCodec(Class<T> type) {
        this.type = type;
        try {
            constructor = RecordParts.lookupIn(type)
                    .findConstructor(type, methodType(void.class))
                    .asType(methodType(BytesMarshallable.class));
            Bytes.wrapForRead(new byte[0]).releaseLast(); // if it isn't there, or can't run here, say so now
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "can't be made: class=" + type.getName()
                            + "; it needs a constructor without parameters, and if it is in a module, that opens its package to "
                            + getClass().getModule().getName(),
                    e);
        }
    }

    @Override
    public String format() {
        return "chronicle " + type.getName();
    }

    @Override
    public void encode(T element, ByteBuffer to) {
        ByteBuffer heap = to.hasArray() ? to.slice() : ByteBuffer.allocate(to.remaining());
        Bytes<ByteBuffer> bytes = Bytes.wrapForWrite(heap);
        try {
            type.cast(element).writeMarshallable(bytes);
            int length = (int) bytes.writePosition();
            if (to.hasArray()) {
                to.position(to.position() + length);
            } else {
                to.put(heap.array(), 0, length);
            }
        } catch (AssertionError e) {
            throw failed("write", e);
        } finally {
            bytes.releaseLast();
        }
    }

    @Override
    public T decode(ByteBuffer from) {
        ByteBuffer heap = from.hasArray()
                ? from.slice()
                : ByteBuffer.allocate(from.remaining()).put(from).flip();
        Bytes<ByteBuffer> bytes = Bytes.wrapForRead(heap);
        try {
            BytesMarshallable element = (BytesMarshallable) constructor.invokeExact();
            element.readMarshallable(bytes);
            Exactly.end((int) bytes.readRemaining());
            return type.cast(element);
        } catch (AssertionError e) {
            throw failed("read", e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("constructor threw: class=" + type.getName(), e);
        } finally {
            bytes.releaseLast();
        }
    }

    /* Chronicle's way to say that it may not access a field. */
    private IllegalStateException failed(String action, AssertionError e) {
        return new IllegalStateException(
                "Chronicle Bytes can't " + action + " it: class=" + type.getName() + ", because=" + e.getMessage()
                        + "; start the JVM with --add-opens java.base/java.lang.reflect=ALL-UNNAMED, or let the class"
                        + " write and read its fields itself",
                e);
    }

    private Object readResolve() {
        return new MarshallableCodec<>(type);
    }

    @Override
    public String toString() {
        return format();
    }
}
