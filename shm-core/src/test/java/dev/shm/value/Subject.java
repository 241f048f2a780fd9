package dev.shm.value;

import java.util.stream.Stream;

/** What a suite is run on: something with atomic operations by their names in {@code AtomicLong}. */
interface Subject {
    Object call(String method, Object... arguments);

    /** Whether it is meant to have such a method. */
    boolean has(String method);

    /** An object of a class. */
    record Whole(Object object) implements Subject {
        @Override
        public Object call(String method, Object... arguments) {
            return Methods.call(object, method, arguments);
        }

        @Override
        public boolean has(String method) {
            return Methods.has(object.getClass(), method);
        }
    }

    /**
     * An element of an array, whose index is the first argument of each method.
     *
     * @param array which
     * @param index an Integer or a Long
     * @param plain whether {@code get} and {@code set} are the plain ones there
     */
    record Element(Object array, Object index, boolean plain) implements Subject {
        @Override
        public Object call(String method, Object... arguments) {
            Object[] all = Stream.concat(Stream.of(index), Stream.of(arguments)).toArray();
            return Methods.call(array, inArray(method), all);
        }

        @Override
        public boolean has(String method) {
            boolean ofArray = method.equals("toString") || method.endsWith("Value");
            return !ofArray && Methods.has(array.getClass(), inArray(method));
        }

        private String inArray(String method) {
            if (!plain) {
                return method;
            }
            return switch (method) {
                case "get" -> "getVolatile";
                case "set" -> "setVolatile";
                case "getPlain" -> "get";
                case "setPlain" -> "set";
                default -> method;
            };
        }
    }
}
