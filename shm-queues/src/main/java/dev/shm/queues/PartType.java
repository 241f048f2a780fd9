package dev.shm.queues;

import static java.lang.invoke.MethodType.methodType;

import dev.shm.queues.RecordParts.Part;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What one component of a record takes in a buffer, and how it gets in and out. */
final class PartType {
    private static final Lookup HERE = MethodHandles.lookup();
    private static final Map<Class<?>, Integer> PRIMITIVES = Map.of(
            long.class,
            8,
            double.class,
            8,
            int.class,
            4,
            float.class,
            4,
            short.class,
            2,
            char.class,
            2,
            byte.class,
            1,
            boolean.class,
            1);

    private final Class<?> type;
    private final String path;
    private final String described;
    private final int fixedBytes;

    private PartType(Class<?> type, String path, String described, int fixedBytes) {
        this.type = type;
        this.path = path;
        this.described = described;
        this.fixedBytes = fixedBytes;
    }

    /**
     * The type of a component.
     *
     * @param component not a record itself
     * @param path its name, behind those of the records that it is in
     * @throws IllegalArgumentException if it has no form in bytes
     */
    static PartType of(RecordComponent component, String path) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return new PartType(type, path, "utf8", -1);
        }
        if (type == byte[].class) {
            return new PartType(type, path, "bytes", -1);
        }
        if (type.isEnum()) {
            String constants = Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(",", "enum{", "}"));
            return new PartType(type, path, constants, Integer.BYTES);
        }
        Class<?> primitive = MethodType.methodType(type).unwrap().returnType();
        if (!primitive.isPrimitive() || primitive == void.class) {
            throw unsuitable(
                    component,
                    path,
                    "take a primitive type, an enum, a String, a byte[], or a record of those; or take"
                            + " Codecs.serialization for the whole");
        }
        return new PartType(type, path, primitive.getName(), PRIMITIVES.get(primitive));
    }

    static IllegalArgumentException unsuitable(RecordComponent component, String path, String advice) {
        return new IllegalArgumentException(
                "has no form in bytes: record=" + component.getDeclaringRecord().getName() + ", component=" + path
                        + ", type=" + component.getGenericType().getTypeName() + "; " + advice);
    }

    /** Its length; -1 if that depends. */
    int fixedBytes() {
        return fixedBytes;
    }

    Part part() {
        MethodHandle put;
        MethodHandle get;
        if (type == String.class || type == byte[].class) {
            String what = type == String.class ? "Text" : "Bytes";
            put = MethodHandles.insertArguments(
                    find("put" + what, void.class, ByteBuffer.class, type, String.class), 2, path);
            get = MethodHandles.insertArguments(find("get" + what, type, ByteBuffer.class, String.class), 1, path);
        } else if (type.isEnum()) {
            put = find("putConstant", void.class, ByteBuffer.class, Enum.class);
            get = MethodHandles.insertArguments(
                    find("getConstant", Object.class, ByteBuffer.class, Object[].class, String.class),
                    1,
                    type.getEnumConstants(),
                    path);
        } else {
            put = find("put" + capitalized(described), void.class, ByteBuffer.class, primitive());
            get = find("get" + capitalized(described), primitive(), ByteBuffer.class);
        }
        return new Part(
                put.asType(methodType(void.class, ByteBuffer.class, type)),
                get.asType(methodType(type, ByteBuffer.class)));
    }

    private Class<?> primitive() {
        return methodType(type).unwrap().returnType();
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return HERE.findStatic(PartAccess.class, name, methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return described + " " + path;
    }
}
