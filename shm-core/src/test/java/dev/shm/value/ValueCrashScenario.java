package dev.shm.value;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts up by every operation that there is, one after the other, until the process dies; as a main class, that process. */
final class ValueCrashScenario {
    static final long LENGTH = 8;
    static final long ELEMENT = 5;
    static final long NEIGHBOUR = 85;

    private ValueCrashScenario() {}

    /** One operation, which makes n of n - 1. */
    private record Step(String method, BiConsumer<Subject, Long> action) {}

    private static List<Step> steps(Kind kind, Subject subject) {
        Object sum = kind.operator((LongBinaryOperator) Long::sum);
        return List.of(
                        "set",
                        "lazySet",
                        "setRelease",
                        "setOpaque",
                        "setVolatile",
                        "getAndSet",
                        "compareAndSet",
                        "weakCompareAndSetVolatile",
                        "compareAndExchange",
                        "getAndIncrement",
                        "incrementAndGet",
                        "getAndAdd",
                        "addAndGet",
                        "getAndUpdate",
                        "updateAndGet",
                        "getAndAccumulate",
                        "accumulateAndGet")
                .stream()
                .filter(subject::has)
                .map(method -> new Step(method, (each, n) -> {
                    if (method.startsWith("set") || method.equals("lazySet") || method.equals("getAndSet")) {
                        each.call(method, kind.of(n));
                    } else if (method.contains("ompare")) {
                        each.call(method, kind.of(n - 1), kind.of(n));
                    } else if (method.contains("ncrement")) {
                        each.call(method);
                    } else if (method.contains("dd")) {
                        each.call(method, kind.of(1));
                    } else if (method.contains("pdate")) {
                        each.call(method, kind.operator(value -> value + 1));
                    } else {
                        each.call(method, kind.of(1), sum);
                    }
                }))
                .collect(Collectors.toList());
    }

    static int countOfSteps(Kind kind, Subject subject) {
        return steps(kind, subject).size();
    }

    static String nameOf(Kind kind, boolean element, int step) {
        return (element ? "array-" : "value-") + kind + "-" + step;
    }

    /** A value, or an element between others. */
    static Subject make(SharedSpace space, Kind kind, boolean element, int step) {
        String name = nameOf(kind, element, step);
        if (!element) {
            return new Subject.Whole(kind.create(space, name, kind.of(0)));
        }
        SharedArray array = kind.createArray(space, name, LENGTH);
        Methods.call(array, "fill", kind.of(NEIGHBOUR));
        Methods.call(array, "set", ELEMENT, kind.of(0));
        return new Subject.Element(array, ELEMENT, true);
    }

    static Subject open(SharedSpace space, Kind kind, boolean element, int step) {
        String name = nameOf(kind, element, step);
        return element
                ? new Subject.Element(kind.openArray(space, name), ELEMENT, true)
                : new Subject.Whole(kind.open(space, name));
    }

    public static void main(String[] arguments) {
        Kind kind = Kind.valueOf(arguments[1]);
        boolean element = Boolean.parseBoolean(arguments[2]);
        int fatal = Integer.parseInt(arguments[3]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        Subject subject = open(space, kind, element, fatal);
        List<Step> steps = steps(kind, subject);
        Child.prepareToDie();
        CrashPoint.arm(fatal, true);
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).action().accept(subject, i + 1L);
        }
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    /** Makes an array with contents. */
    static final class Creator {
        private static final int LENGTH = 400_000;

        private Creator() {}

        static long[] contents() {
            return IntStream.range(0, LENGTH)
                    .mapToLong(i -> i * 0x9E37_79B9_7F4A_7C15L)
                    .toArray();
        }

        public static void main(String[] arguments) {
            SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
            long[] contents = contents();
            Child.prepareToDie();
            CrashPoint.arm(Integer.parseInt(arguments[1]), true);
            SharedLongArray.create(space, arguments[2], contents);
            CrashPoint.disarm();
            Child.say(CrashRun.passedLine());
        }
    }

    /** Writes one content and another one over the same elements until it is killed. */
    static final class BulkWriter {
        private BulkWriter() {}

        public static void main(String[] arguments) {
            Kind kind = Kind.valueOf(arguments[1]);
            boolean fill = Boolean.parseBoolean(arguments[2]);
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            SharedArray array = kind.openArray(space, arguments[3]);
            int count = (int) array.length() - 2;
            Object[] contents = {contents(kind, count, 0, fill), contents(kind, count, 1, fill)};
            Child.say("ready");
            for (int i = 0; ; i ^= 1) {
                if (fill) {
                    Object value = java.lang.reflect.Array.get(contents[i], 0);
                    Methods.call(array, "fill", 1L, array.length() - 1, value);
                } else {
                    Methods.call(array, "copyFrom", 1L, contents[i], 0, count);
                }
            }
        }

        /** What element i is to be: all bits of the second content are others than those of the first. */
        static Object element(Kind kind, int i, int content, boolean fill) {
            long bits = (fill ? 0 : i) * 0x9E37_79B9_7F4A_7C15L;
            return switch (kind) {
                case DOUBLE -> (double) (content == 0 ? bits >>> 12 : -(bits >>> 12) - 1);
                case FLOAT -> (float) (content == 0 ? bits >>> 42 : -(bits >>> 42) - 1);
                default -> kind.of(content == 0 ? bits : ~bits);
            };
        }

        private static Object contents(Kind kind, int count, int content, boolean fill) {
            Object array = JavaArray.of(kind, count);
            for (int i = 0; i < count; i++) {
                java.lang.reflect.Array.set(array, i, element(kind, i, content, fill));
            }
            return array;
        }
    }
}
