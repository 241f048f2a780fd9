package dev.shm.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The public methods of a class by name and arguments, found once. */
final class Methods {
    private static final Map<String, Method> FOUND = new ConcurrentHashMap<>();

    private Methods() {}

    /** Calls a public method by its name; what it throws comes out as it is. */
    static Object call(Object subject, String name, Object... arguments) {
        return invoke(subject.getClass(), subject, name, arguments);
    }

    static Object callStatic(Class<?> type, String name, Object... arguments) {
        return invoke(type, null, name, arguments);
    }

    static boolean has(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals(name));
    }

    private static Object invoke(Class<?> type, Object subject, String name, Object... arguments) {
        try {
            return find(type, name, arguments).invoke(subject, arguments);
        } catch (InvocationTargetException e) {
            throw Methods.<RuntimeException>unchecked(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X unchecked(Throwable failure) throws X {
        throw (X) failure;
    }

    private static Method find(Class<?> type, String name, Object... arguments) {
        StringBuilder key = new StringBuilder(type.getName()).append('.').append(name);
        for (Object argument : arguments) {
            key.append(' ').append(argument.getClass().getName());
        }
        return FOUND.computeIfAbsent(
                key.toString(),
                missing -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals(name) && takes(method, arguments))
                        .filter(method -> !method.isBridge())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no method " + missing)));
    }

    private static boolean takes(Method method, Object... arguments) {
        Class<?>[] parameters = method.getParameterTypes();
        for (int i = 0; i < parameters.length && parameters.length == arguments.length; i++) {
            boolean fits = parameters[i].isPrimitive()
                    ? fits(parameters[i], arguments[i])
                    : parameters[i].isInstance(arguments[i]);
            if (!fits) {
                return false;
            }
        }
        return parameters.length == arguments.length;
    }

    /** Also where an int goes for a long. */
    private static boolean fits(Class<?> primitive, Object argument) {
        Class<?> box = java.lang.invoke.MethodType.methodType(primitive).wrap().returnType();
        return box.isInstance(argument) || primitive == long.class && argument instanceof Integer;
    }
}
