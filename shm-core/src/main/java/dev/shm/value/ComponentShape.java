package dev.shm.value;

import static java.lang.invoke.MethodHandles.dropArguments;
import static java.lang.invoke.MethodHandles.foldArguments;
import static java.lang.invoke.MethodType.methodType;

import dev.shm.memory.Words;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Records that are laid out from their components. One handle reads a record and one writes it; they are composed once for
 * each type and JVM, and compiled as if they had been written by hand.
 */
final class ComponentShape<T> implements RecordShape<T> {
    private static final MethodType READ = methodType(Object.class, Words.class, long.class, long.class, long.class);
    private static final MethodType WRITE = methodType(void.class, long[].class, Object.class);
    private static final MethodHandle IS_WHOLE = isWhole();
    /* A handle has at most 255 parameters, of which long and double count twice. */
    private static final int MOST_PARAMETERS = 240;

    private static final ClassValue<ComponentShape<?>> SHAPES = new ClassValue<>() {
        @Override
        protected ComponentShape<?> computeValue(Class<?> type) {
            return new ComponentShape<>(type);
        }
    };

    private final Class<?> type;
    private final String schema;
    private final int slotBytes;
    private final RecordReader reader;
    private final MethodHandle write;

    private ComponentShape(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    "not a record: class=" + type.getName() + "; make it one, or give a RecordCodec");
        }
        RecordAnatomy anatomy = new RecordAnatomy();
        MethodHandle maker = anatomy.dissect(type);
        this.type = type;
        slotBytes = anatomy.lengthBytes();
        schema = anatomy.components().stream().map(Component::toString).collect(Collectors.joining("; "));
        reader = ConstantReader.of(reader(maker, anatomy.components()));
        write = writer(type, anatomy);
    }

    /** The shape of a type, which must be a record of components that can be laid out. */
    @SuppressWarnings("unchecked") // by the type
    static <T> ComponentShape<T> of(Class<T> type) {
        return (ComponentShape<T>) SHAPES.get(type);
    }

    private static MethodHandle isWhole() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            RecordCells.class,
                            "isWhole",
                            methodType(boolean.class, Words.class, long.class, long.class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * {@code (words, slot, cell, sequence)}: loads all components, looks whether they are whole, and only then makes a
     * record of them, whose constructor may have an opinion on them.
     */
    private static MethodHandle reader(MethodHandle maker, List<Component> components) {
        int count = components.size();
        List<Class<?>> place = READ.parameterList();
        // The first one loaded is the last in front of the place.
        List<Class<?>> loaded = new ArrayList<>();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            loaded.add(0, components.get(i).load().type().returnType());
            order[i] = count - 1 - i;
        }
        checkCount(loaded, maker.type().returnType());
        MethodHandle make = maker.asType(maker.type().changeReturnType(Object.class));
        make = MethodHandles.permuteArguments(make, methodType(Object.class, loaded), order);
        make = dropArguments(make, count, place);
        MethodHandle test = dropArguments(IS_WHOLE, 1, long.class);
        test = dropArguments(test, 0, loaded);
        MethodHandle chain = MethodHandles.guardWithTest(test, make, MethodHandles.empty(make.type()));
        for (int i = count - 1; i >= 0; i--) {
            chain = foldArguments(chain, dropArguments(components.get(i).load(), 0, loaded.subList(count - i, count)));
        }
        return chain;
    }

    private static void checkCount(List<Class<?>> loaded, Class<?> type) {
        int parameters = loaded.size();
        for (Class<?> each : loaded) {
            parameters += each == long.class || each == double.class ? 1 : 0;
        }
        if (parameters > MOST_PARAMETERS) {
            throw new IllegalArgumentException("too many components: record=" + type.getName() + ", components="
                    + loaded.size() + ", counting long and double twice=" + parameters + ", most=" + MOST_PARAMETERS
                    + "; put some of them into a byte[], or give a RecordCodec");
        }
    }

    /** {@code (image, record)}: stores one component after the other. */
    private static MethodHandle writer(Class<?> type, RecordAnatomy anatomy) {
        MethodHandle chain = MethodHandles.empty(methodType(void.class, long[].class, type));
        for (int i = anatomy.components().size() - 1; i >= 0; i--) {
            MethodHandle store = anatomy.components().get(i).store();
            chain = foldArguments(
                    chain,
                    MethodHandles.filterArguments(store, 1, anatomy.accessors().get(i)));
        }
        return chain.asType(WRITE);
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public int slotBytes() {
        return slotBytes;
    }

    @Override
    public long[] encode(T value) {
        Objects.requireNonNull(value, "value");
        long[] image = new long[slotBytes / Long.BYTES];
        try {
            write.invokeExact(image, (Object) value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw thrown(e);
        }
        return image;
    }

    @Override
    @SuppressWarnings("unchecked") // made by the constructor of that type
    public T read(Words words, long cell, long sequence) {
        try {
            return (T) reader.read(words, RecordLayout.slot(cell, sequence, slotBytes), cell, sequence);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    /** A constructor or accessor of a record can't declare one. */
    private IllegalStateException thrown(Throwable cause) {
        return new IllegalStateException("record=" + type.getName() + " threw what it can't declare", cause);
    }
}
