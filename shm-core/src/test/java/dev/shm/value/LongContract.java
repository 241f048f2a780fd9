package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.testkit.HangGuard;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What an {@link AtomicLong} does. Methods are called by name, so that the suite also runs on {@code AtomicLong} itself
 * and knows by this that it is right.
 */
abstract class LongContract {
    private static final int THREADS = 4;
    private static final int ROUNDS = 5_000;
    static final LongUnaryOperator INCREMENT = value -> value + 1;
    private static final LongUnaryOperator TRIPLE = value -> value * 3;
    private static final LongBinaryOperator MINUS = (value, x) -> value - x;

    /** A new value. */
    abstract Number make(long initial);

    private record Case(String method, long before, List<Object> arguments, Object result, long after) {
        @Override
        public String toString() {
            return method + " of " + before;
        }
    }

    private static Case of(String method, long before, Object result, long after, Object... arguments) {
        return new Case(method, before, Arrays.asList(arguments), result, after);
    }

    static final List<String> READS = List.of("get", "getPlain", "getOpaque", "getAcquire", "longValue");
    static final List<String> WRITES = List.of("set", "setPlain", "setOpaque", "setRelease", "lazySet");
    static final List<String> COMPARE_AND_SETS = List.of(
            "compareAndSet",
            "weakCompareAndSetPlain",
            "weakCompareAndSetVolatile",
            "weakCompareAndSetAcquire",
            "weakCompareAndSetRelease");
    static final List<String> COMPARE_AND_EXCHANGES =
            List.of("compareAndExchange", "compareAndExchangeAcquire", "compareAndExchangeRelease");

    @TestFactory
    Stream<DynamicTest> operations_oneThread_resultAndValue() {
        List<Case> cases = new ArrayList<>();
        for (long value : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, 0xFFFF_FFFFL}) {
            READS.forEach(read -> cases.add(of(read, value, value, value)));
            WRITES.forEach(write -> cases.add(of(write, ~value, null, value, value)));
            cases.add(of("toString", value, Long.toString(value), value));
            cases.add(of("intValue", value, (int) value, value));
            cases.add(of("floatValue", value, (float) value, value));
            cases.add(of("doubleValue", value, (double) value, value));
            cases.add(of("shortValue", value, (short) value, value));
            cases.add(of("byteValue", value, (byte) value, value));
            cases.add(of("getAndSet", value, value, 7, 7L));
            cases.add(of("getAndIncrement", value, value, value + 1));
            cases.add(of("incrementAndGet", value, value + 1, value + 1));
            cases.add(of("getAndDecrement", value, value, value - 1));
            cases.add(of("decrementAndGet", value, value - 1, value - 1));
            cases.add(of("getAndAdd", value, value, value + 5, 5L));
            cases.add(of("addAndGet", value, value - 5, value - 5, -5L));
            cases.add(of("getAndUpdate", value, value, value * 3, TRIPLE));
            cases.add(of("updateAndGet", value, value * 3, value * 3, TRIPLE));
            cases.add(of("getAndAccumulate", value, value, value - 9, 9L, MINUS));
            cases.add(of("accumulateAndGet", value, value - 9, value - 9, 9L, MINUS));
            COMPARE_AND_SETS.forEach(cas -> cases.add(of(cas, value, false, value, value ^ 1, 7L)));
            COMPARE_AND_SETS.forEach(cas -> cases.add(of(cas, value, false, value, value ^ 1L << 63, 7L)));
            COMPARE_AND_EXCHANGES.forEach(cas -> cases.add(of(cas, value, value, value, value ^ 1, 7L)));
            COMPARE_AND_EXCHANGES.forEach(cas -> cases.add(of(cas, value, value, 7, value, 7L)));
        }
        return cases.stream()
                .map(each -> DynamicTest.dynamicTest(each.toString(), () -> {
                    Number subject = make(each.before());
                    Object result =
                            call(subject, each.method(), each.arguments().toArray());
                    assertEquals(each.result(), result);
                    assertEquals(each.after(), call(subject, "get"));
                }));
    }

    /** The weak ones may fail for no reason: not here, but in AtomicLong by its contract. */
    @TestFactory
    Stream<DynamicTest> compareAndSet_asExpected_setsInTheEnd() {
        return COMPARE_AND_SETS.stream()
                .map(method -> DynamicTest.dynamicTest(method, () -> {
                    Number subject = make(3);
                    HangGuard.await(method, () -> (boolean) call(subject, method, 3L, 4L));
                    assertEquals(4L, call(subject, "get"));
                }));
    }

    @Test
    void equals_sameValue_isIdentity() {
        Number one = make(1);
        assertEquals(false, one.equals(make(1)));
        assertEquals(true, one.equals(one));
    }

    @Test
    void update_functionThrows_valueStays() {
        Number subject = make(1);
        LongUnaryOperator thrower = value -> {
            throw new ArithmeticException("as told");
        };
        for (String method : List.of("getAndUpdate", "updateAndGet")) {
            try {
                call(subject, method, thrower);
            } catch (ArithmeticException e) {
                assertEquals("as told", e.getMessage());
            }
            assertEquals(1L, call(subject, "get"));
        }
    }

    /** Each method that reads and writes in one step adds 1, or -1; no two calls find the same value. */
    @TestFactory
    Stream<DynamicTest> readModifyWrites_manyThreads_noneIsLost() {
        return ReadModifyWrite.ALL.stream()
                .map(step -> DynamicTest.dynamicTest(step.name(), () -> {
                    Number subject = make(0);
                    long[][] seen = new long[THREADS][ROUNDS];
                    HangGuard.threads(THREADS, thread -> {
                        for (int i = 0; i < ROUNDS; i++) {
                            seen[thread][i] = step.apply(subject);
                        }
                    });
                    assertEquals((long) THREADS * ROUNDS * step.delta(), call(subject, "get"));
                    TreeSet<Long> before = new TreeSet<>();
                    Arrays.stream(seen).flatMapToLong(LongStream::of).forEach(before::add);
                    assertEquals(THREADS * ROUNDS, before.size());
                    assertEquals(0, step.delta() > 0 ? before.first() : before.last());
                }));
    }

    @Test
    void getAndSet_manyThreads_whatGoesInComesOutOnce() {
        Number subject = make(0);
        long[] out = new long[THREADS];
        HangGuard.threads(THREADS, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                out[thread] += (long) call(subject, "getAndSet", (long) thread * ROUNDS + i + 1);
            }
        });
        long n = (long) THREADS * ROUNDS;
        assertEquals(n * (n + 1) / 2, LongStream.of(out).sum() + (long) call(subject, "get"));
    }

    @Test
    void setRelease_beforeGetAcquire_publishes() {
        Number subject = make(0);
        int[] plain = {0};
        HangGuard.threads(2, thread -> {
            if (thread == 0) {
                plain[0] = 42;
                call(subject, "setRelease", 1L);
            } else {
                HangGuard.await("release", () -> (long) call(subject, "getAcquire") == 1);
                assertEquals(42, plain[0]);
            }
        });
    }

    /** Calls a public method by its name; what it throws comes out as it is. */
    static Object call(Object subject, String name, Object... arguments) {
        try {
            return Methods.find(subject.getClass(), name, arguments.length).invoke(subject, arguments);
        } catch (InvocationTargetException e) {
            throw LongContract.<RuntimeException>unchecked(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X unchecked(Throwable failure) throws X {
        throw (X) failure;
    }
}
