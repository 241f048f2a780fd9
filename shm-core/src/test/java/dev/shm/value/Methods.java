package dev.shm.value;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The public methods of a class by name and number of parameters, found once. */
final class Methods {
    private static final Map<String, Method> FOUND = new ConcurrentHashMap<>();

    private Methods() {}

    static Method find(Class<?> type, String name, int parameters) {
        return FOUND.computeIfAbsent(
                type.getName() + "." + name + "/" + parameters,
                key -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                        .filter(method -> !method.isBridge())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no method " + key)));
    }
}
