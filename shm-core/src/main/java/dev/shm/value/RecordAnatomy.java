package dev.shm.value;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Takes a type of record apart: which components lie where, how to get at them, how to make a record of them. Each lies at
 * the next multiple of its size, in their order; those of a record in the record in its place.
 */
final class RecordAnatomy {
    private final List<Component> components = new ArrayList<>();
    /* By component: from the record to its value. */
    private final List<MethodHandle> accessors = new ArrayList<>();
    private final Deque<Class<?>> around = new ArrayDeque<>();
    private int end;

    List<Component> components() {
        return components;
    }

    List<MethodHandle> accessors() {
        return accessors;
    }

    /** The length in bytes, of whole words. */
    int lengthBytes() {
        return (end + Long.BYTES - 1) & -Long.BYTES;
    }

    /** Takes a type apart, and returns the handle that makes a record of what was loaded for all its components. */
    MethodHandle dissect(Class<?> type) {
        return dissect(type, "", MethodHandles.identity(type));
    }

    private MethodHandle dissect(Class<?> type, String path, MethodHandle toRecord) {
        around.push(type);
        Lookup lookup = lookupIn(type);
        RecordComponent[] parts = type.getRecordComponents();
        List<MethodHandle> makers = new ArrayList<>();
        for (RecordComponent part : parts) {
            String name = path + part.getName();
            MethodHandle toPart = MethodHandles.filterReturnValue(toRecord, accessor(lookup, type, part));
            if (part.getType().isRecord()) {
                if (around.contains(part.getType())) {
                    throw ComponentType.unsuitable(part, name, "a record can't contain itself");
                }
                makers.add(dissect(part.getType(), name + ".", present(toPart, name)));
            } else {
                makers.add(place(ComponentType.of(part, name)).finish());
                accessors.add(toPart);
            }
        }
        around.pop();
        MethodHandle maker = constructor(lookup, type, parts);
        for (int i = parts.length - 1; i >= 0; i--) {
            if (makers.get(i) != null) {
                maker = MethodHandles.collectArguments(maker, i, makers.get(i));
            }
        }
        return maker;
    }

    private Component place(ComponentType type) {
        int at = type.align(end);
        if (type.lengthBytes() > RecordLayout.MOST_BYTES - at) {
            throw type.tooLong(RecordLayout.MOST_BYTES);
        }
        end = at + type.lengthBytes();
        Component component = type.at(at);
        components.add(component);
        return component;
    }

    private static MethodHandle present(MethodHandle toPart, String path) {
        Class<?> type = toPart.type().returnType();
        try {
            MethodHandle check = MethodHandles.lookup()
                    .findStatic(SlotAccess.class, "present", methodType(Object.class, Object.class, String.class));
            MethodHandle named = MethodHandles.insertArguments(check, 1, path).asType(methodType(type, type));
            return MethodHandles.filterReturnValue(toPart, named);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    // ---- access ----

    private static MethodHandle accessor(Lookup lookup, Class<?> type, RecordComponent part) {
        try {
            return lookup.findVirtual(type, part.getName(), methodType(part.getType()));
        } catch (ReflectiveOperationException e) {
            throw inaccessible(type, e);
        }
    }

    private static MethodHandle constructor(Lookup lookup, Class<?> type, RecordComponent[] parts) {
        Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return lookup.findConstructor(type, methodType(void.class, types));
        } catch (ReflectiveOperationException e) {
            throw inaccessible(type, e);
        }
    }

    /** One that may do anything in the type, or else only what everybody may. */
    private static Lookup lookupIn(Class<?> type) {
        RecordAnatomy.class.getModule().addReads(type.getModule());
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
                        + RecordAnatomy.class.getModule().getName()
                        + ", or make it public in an exported package, or give a RecordCodec",
                cause);
    }
}
