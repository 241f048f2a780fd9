package dev.shm.queues;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds by which fields one gets from an object to one in it: for messages, once something has gone wrong. Of a lambda it tells where it
 * is written, and which variable it captured.
 */
public final class FieldPath {
    private static final int MOST_OBJECTS = 100_000;

    private final Object goal;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> ahead = new ArrayDeque<>();

    private record Step(Object object, String path) {}

    private FieldPath(Object goal) {
        this.goal = goal;
    }

    /**
     * {@return such as {@code Order.customers[3].socket}; the root only if none is found}
     * @param goal what is to be found, itself
     * @param root where to begin
     */
    public static String to(Object goal, Object root) {
        String name = root.getClass().getSimpleName();
        String path = null;
        try {
            path = new FieldPath(goal).search(new Step(root, name));
        } catch (RuntimeException e) {
            // A collection that changes meanwhile, or one of the user's: the message has to do without.
        }
        return path == null ? "(somewhere in) " + name : path;
    }

    /* Breadth first: the shortest path is the one that is understood. */
    private String search(Step root) {
        see(root.object, root.path);
        while (!ahead.isEmpty() && seen.size() < MOST_OBJECTS) {
            Step step = ahead.remove();
            if (step.object == goal) {
                return step.path;
            }
            lookInto(step.object, step.path);
        }
        return null;
    }

    private void see(Object object, String path) {
        if (object != null && seen.add(object)) {
            ahead.add(new Step(object, path));
        }
    }

    private void lookInto(Object object, String path) {
        Class<?> type = object.getClass();
        if (type.isArray()) {
            for (int i = 0; !type.componentType().isPrimitive() && i < Array.getLength(object); i++) {
                see(Array.get(object, i), path + "[" + i + "]");
            }
        } else if (type.getClassLoader() == null && object instanceof Collection<?> collection) {
            int index = 0;
            for (Object element : collection) {
                see(element, path + "[" + index++ + "]");
            }
        } else if (type.getClassLoader() == null && object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                see(key, path + ".key");
                see(value, path + "[" + (key instanceof String || key instanceof Number ? key : "…") + "]");
            });
        } else {
            lookIntoFields(object, path);
        }
    }

    private void lookIntoFields(Object object, String path) {
        Lambda lambda = Lambda.of(object);
        if (lambda != null) {
            lambda.captured().forEach((variable, value) -> see(value, lambda + " captures " + variable));
            return;
        }
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : Serializable.class.isAssignableFrom(type) ? type.getDeclaredFields() : new Field[0]) {
                boolean isWritten = (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
                if (isWritten && !field.getType().isPrimitive() && field.trySetAccessible()) {
                    see(valueOf(field, object), path + "." + field.getName());
                }
            }
        }
    }

    private static Object valueOf(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e); // it has been made accessible
        }
    }
}
