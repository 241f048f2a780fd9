package dev.shm.value;

import static java.lang.invoke.MethodHandles.insertArguments;
import static java.lang.invoke.MethodType.methodType;

import dev.shm.memory.Words;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What one component of a record takes in a slot: how many bytes, at multiples of what, and how they are got and put. */
final class ComponentType {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
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

    private final RecordComponent component;
    private final String path;
    private final Class<?> type;
    private final int lengthBytes;

    private ComponentType(RecordComponent component, String path, int lengthBytes) {
        this.component = component;
        this.path = path;
        this.type = component.getType();
        this.lengthBytes = lengthBytes;
    }

    /**
     * The type of a component.
     *
     * @param component not a record itself
     * @param path its name, for messages
     * @return the type
     * @throws IllegalArgumentException if it can't be laid out
     */
    static ComponentType of(RecordComponent component, String path) {
        Class<?> type = component.getType();
        Length length = component.getAnnotation(Length.class);
        if (type == String.class || type == byte[].class) {
            if (length == null || length.value() < 1) {
                throw unsuitable(
                        component,
                        path,
                        "say how many bytes it takes, 1 or more: @Length(16) " + type.getSimpleName() + " "
                                + component.getName());
            }
            return new ComponentType(component, path, length.value());
        }
        if (length != null) {
            throw unsuitable(component, path, "take @Length away, which is for String and byte[] only");
        }
        if (type.isEnum()) {
            return new ComponentType(component, path, Integer.BYTES);
        }
        if (!type.isPrimitive()) {
            throw unsuitable(
                    component,
                    path,
                    "take a primitive type, an enum, a String or byte[] with @Length, or a"
                            + " record of those; or share the whole by a RecordCodec");
        }
        return new ComponentType(component, path, PRIMITIVES.get(type));
    }

    static IllegalArgumentException unsuitable(RecordComponent component, String path, String advice) {
        return new IllegalArgumentException("can't be laid out in shared memory: record="
                + component.getDeclaringRecord().getName() + ", component=" + path + ", type="
                + component.getGenericType().getTypeName() + "; " + advice);
    }

    /** For a record that has more bytes with it than it may. */
    IllegalArgumentException tooLong(int mostBytes) {
        return unsuitable(component, path, "with it the record has more than " + mostBytes + " bytes: shorten it");
    }

    int lengthBytes() {
        return lengthBytes;
    }

    private boolean isBytes() {
        return type == String.class || type == byte[].class;
    }

    /** The first offset from one on at which it may lie. */
    int align(int from) {
        int alignment = isBytes() ? 1 : lengthBytes;
        return (from + alignment - 1) & -alignment;
    }

    Component at(int offset) {
        return new Component(path, describe(), offset, load(offset), finish(offset), store(offset));
    }

    private String describe() {
        if (type == String.class) {
            return "utf8[" + lengthBytes + "]";
        }
        if (type == byte[].class) {
            return "byte[" + lengthBytes + "]";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(",", "enum{", "}"));
        }
        return type.getName();
    }

    // ---- handles ----

    private MethodHandle load(int offset) {
        if (isBytes()) {
            MethodHandle bytes = find("getBytes", byte[].class, Words.class, long.class, int.class, int.class);
            return insertArguments(bytes, 2, offset, lengthBytes);
        }
        Class<?> raw = type.isEnum() ? int.class : type;
        return insertArguments(find("get" + capitalized(raw), raw, Words.class, long.class, int.class), 2, offset);
    }

    private MethodHandle finish(int offset) {
        if (type == String.class) {
            return find("text", String.class, byte[].class);
        }
        if (type.isEnum()) {
            MethodHandle constant = find("constant", Object.class, int.class, Object[].class, String.class, int.class);
            return insertArguments(constant, 1, type.getEnumConstants(), path, offset)
                    .asType(methodType(type, int.class));
        }
        return null;
    }

    private MethodHandle store(int offset) {
        if (isBytes()) {
            String name = type == String.class ? "putText" : "putBytes";
            MethodHandle bytes = find(name, void.class, long[].class, type, int.class, int.class, String.class);
            return insertArguments(bytes, 2, offset, lengthBytes, path);
        }
        if (type.isEnum()) {
            MethodHandle constant = find("putConstant", void.class, long[].class, Enum.class, int.class, String.class);
            return insertArguments(constant, 2, offset, path).asType(methodType(void.class, long[].class, type));
        }
        return insertArguments(find("put" + capitalized(type), void.class, long[].class, type, int.class), 2, offset);
    }

    private static String capitalized(Class<?> primitive) {
        String name = primitive.getName();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
        try {
            return HERE.findStatic(SlotAccess.class, name, methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
