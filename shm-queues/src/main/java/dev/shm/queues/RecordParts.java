package dev.shm.queues;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Takes a type of record apart: how to write its components one behind the other, those of a record in the record in its
 * place, and how to read them in that order and make a record of them.
 */
final class RecordParts {
    private static final MethodHandle PRESENT = PartType.find("present", Object.class, Object.class, String.class);

    private final List<PartType> leaves = new ArrayList<>();
    private final Deque<Class<?>> around = new ArrayDeque<>();
    private final Part whole;

    /**
     * How one component, or a record of several, gets into a buffer and out of it.
     *
     * @param put {@code (ByteBuffer, T)} to nothing
     * @param get {@code (ByteBuffer)} to T
     */
    record Part(MethodHandle put, MethodHandle get) {
        /** The same, but null is refused by the name of the component. */
        Part named(String path) {
            Class<?> type = get.type().returnType();
            MethodHandle check = MethodHandles.insertArguments(PRESENT, 1, path).asType(methodType(type, type));
            return new Part(MethodHandles.filterArguments(put, 1, check), get);
        }
    }

    RecordParts(Class<?> type) {
        whole = dissect(type, "");
    }

    /** {@code (ByteBuffer, Record)} to nothing. */
    MethodHandle put() {
        return whole.put.asType(methodType(void.class, ByteBuffer.class, Record.class));
    }

    /** {@code (ByteBuffer)} to {@code Record}. */
    MethodHandle get() {
        return whole.get.asType(methodType(Record.class, ByteBuffer.class));
    }

    /** Type and name of each component, in their order. */
    String schema() {
        return String.join("; ", leaves.stream().map(PartType::toString).toList());
    }

    /** The length of all of them together; -1 if that depends. */
    int fixedBytes() {
        int sum = 0;
        for (PartType leaf : leaves) {
            if (leaf.fixedBytes() < 0) {
                return -1;
            }
            sum += leaf.fixedBytes();
        }
        return sum;
    }

    private Part dissect(Class<?> type, String path) {
        around.push(type);
        Lookup lookup = lookupIn(type);
        RecordComponent[] components = type.getRecordComponents();
        List<MethodHandle> puts = new ArrayList<>();
        List<MethodHandle> gets = new ArrayList<>();
        for (RecordComponent component : components) {
            Part part = part(component, path + component.getName());
            puts.add(MethodHandles.filterArguments(part.put, 1, accessor(lookup, type, component)));
            gets.add(part.get);
        }
        around.pop();
        return new Part(inOrder(type, puts), construct(constructor(lookup, type, components), gets));
    }

    private Part part(RecordComponent component, String path) {
        Class<?> type = component.getType();
        if (type.isRecord()) {
            if (around.contains(type)) {
                throw PartType.unsuitable(component, path, "a record can't contain itself");
            }
            return dissect(type, path + ".").named(path);
        }
        PartType leaf = PartType.of(component, path);
        leaves.add(leaf);
        return type.isPrimitive() ? leaf.part() : leaf.part().named(path);
    }

    /** {@code (ByteBuffer, R)}: puts one component after the other. */
    private static MethodHandle inOrder(Class<?> type, List<MethodHandle> puts) {
        MethodHandle chain = MethodHandles.empty(methodType(void.class, ByteBuffer.class, type));
        for (int i = puts.size() - 1; i >= 0; i--) {
            chain = MethodHandles.foldArguments(chain, puts.get(i));
        }
        return chain;
    }

    /** {@code (ByteBuffer)} to R: gets one component after the other, then makes a record of them. */
    private static MethodHandle construct(MethodHandle constructor, List<MethodHandle> gets) {
        MethodHandle chain = MethodHandles.filterArguments(constructor, 0, gets.toArray(MethodHandle[]::new));
        return MethodHandles.permuteArguments(
                chain, methodType(constructor.type().returnType(), ByteBuffer.class), new int[gets.size()]);
    }

    // ---- access ----

    private static MethodHandle accessor(Lookup lookup, Class<?> type, RecordComponent component) {
        try {
            return lookup.findVirtual(type, component.getName(), methodType(component.getType()));
        } catch (ReflectiveOperationException e) {
            throw inaccessible(type, e);
        }
    }

    private static MethodHandle constructor(Lookup lookup, Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return lookup.findConstructor(type, methodType(void.class, types));
        } catch (ReflectiveOperationException e) {
            throw inaccessible(type, e);
        }
    }

    /** One that may do anything in the type, or else only what everybody may. */
    static Lookup lookupIn(Class<?> type) {
        RecordParts.class.getModule().addReads(type.getModule());
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            return MethodHandles.publicLookup();
        }
    }

    private static IllegalArgumentException inaccessible(Class<?> type, Exception cause) {
        return new IllegalArgumentException(
                "not accessible: record=" + type.getName() + ", module="
                        + type.getModule().getName() + "; open its package to "
                        + RecordParts.class.getModule().getName()
                        + ", or make it public in an exported package, or take a Codec of your own",
                cause);
    }
}
