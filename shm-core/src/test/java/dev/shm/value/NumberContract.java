package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.testkit.HangGuard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What an {@link AtomicLong} does, of whatever type. Methods are called by name, so that the suite also runs on
 * {@code AtomicLong} itself and knows by this that it is right.
 */
abstract class NumberContract {
    private static final int THREADS = 4;
    private static final int ROUNDS = 5_000;
    private static final LongUnaryOperator TRIPLE = value -> value * 3;
    private static final LongBinaryOperator MINUS = (value, x) -> value - x;

    final Kind kind;

    NumberContract(Kind kind) {
        this.kind = kind;
    }

    /** A new one with that value. */
    abstract Subject make(Object initial);

    private Subject make(long initial) {
        return make(kind.of(initial));
    }

    private record Case(String method, Object before, List<Object> arguments, Object result, Object after) {
        @Override
        public String toString() {
            return method + " of " + before;
        }
    }

    static final List<String> READS = List.of("get", "getPlain", "getOpaque", "getAcquire");
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
        Subject any = make(0);
        List<Case> cases = new ArrayList<>();
        for (long value :
                new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, 0xFFFF_FFFFL, 127, 32767, 99}) {
            if (!kind.isFloating() || value == (short) value) {
                addAll(new Cases(cases, kind, value));
            }
        }
        return cases.stream()
                .filter(each -> any.has(each.method()))
                .map(each -> DynamicTest.dynamicTest(each.toString(), () -> {
                    Subject subject = make(each.before());
                    Object result = subject.call(each.method(), each.arguments().toArray());
                    assertEquals(each.result(), result);
                    assertEquals(each.after(), subject.call("get"));
                }));
    }

    /** Cases of one value. */
    private record Cases(List<Case> cases, Kind kind, long value) {
        /** A case that begins with the value and ends with another one. */
        void add(String method, Object result, long after, Object... arguments) {
            cases.add(new Case(method, kind.of(value), Arrays.asList(arguments), result, kind.of(after)));
        }

        void read(String method, Object result) {
            add(method, result, value);
        }

        Object of(long number) {
            return kind.of(number);
        }
    }

    private void addAll(Cases to) {
        long value = kind.number(kind.of(to.value()));
        Object boxed = kind.of(value);
        READS.forEach(read -> to.read(read, boxed));
        WRITES.forEach(write -> to.add(write, null, ~value, kind.of(~value)));
        to.read("toString", boxed.toString());
        to.read("longValue", value);
        to.read("intValue", (int) value);
        to.read("floatValue", (float) value);
        to.read("doubleValue", (double) value);
        to.read("shortValue", (short) value);
        to.read("byteValue", (byte) value);
        to.add("getAndSet", boxed, 7, kind.of(7));
        to.add("getAndIncrement", boxed, value + 1);
        to.add("incrementAndGet", kind.of(value + 1), value + 1);
        to.add("getAndDecrement", boxed, value - 1);
        to.add("decrementAndGet", kind.of(value - 1), value - 1);
        to.add("getAndAdd", boxed, value + 5, kind.of(5));
        to.add("addAndGet", kind.of(value - 5), value - 5, kind.of(-5));
        to.add("getAndUpdate", boxed, value * 3, kind.operator(TRIPLE));
        to.add("updateAndGet", kind.of(value * 3), value * 3, kind.operator(TRIPLE));
        to.add("getAndAccumulate", boxed, value - 9, kind.of(9), kind.operator(MINUS));
        to.add("accumulateAndGet", kind.of(value - 9), value - 9, kind.of(9), kind.operator(MINUS));
        COMPARE_AND_SETS.forEach(cas -> to.add(cas, false, value, kind.of(value ^ 1), kind.of(7)));
        COMPARE_AND_EXCHANGES.forEach(cas -> to.add(cas, boxed, value, kind.of(value ^ 1), kind.of(7)));
        COMPARE_AND_EXCHANGES.forEach(cas -> to.add(cas, boxed, 7, boxed, kind.of(7)));
        if (!kind.isFloating()) {
            long highest = 1L << kind.bits() - 1;
            COMPARE_AND_SETS.forEach(cas -> to.add(cas, false, value, kind.of(value ^ highest), kind.of(7)));
        }
    }

    /** The weak ones may fail for no reason: not here, but in AtomicLong by its contract. */
    @TestFactory
    Stream<DynamicTest> compareAndSet_asExpected_setsInTheEnd() {
        Subject any = make(0);
        return COMPARE_AND_SETS.stream()
                .filter(any::has)
                .map(method -> DynamicTest.dynamicTest(method, () -> {
                    Subject subject = make(3);
                    HangGuard.await(method, () -> (boolean) subject.call(method, kind.of(3), kind.of(4)));
                    assertEquals(kind.of(4), subject.call("get"));
                }));
    }

    @Test
    void update_functionThrows_valueStays() {
        Subject subject = make(1);
        LongUnaryOperator thrower = value -> {
            throw new ArithmeticException("as told");
        };
        for (String method : List.of("getAndUpdate", "updateAndGet")) {
            ArithmeticException thrown =
                    assertThrows(ArithmeticException.class, () -> subject.call(method, kind.operator(thrower)));
            assertEquals("as told", thrown.getMessage());
            assertEquals(kind.of(1), subject.call("get"));
        }
    }

    /** Each method that reads and writes in one step adds 1, or -1; while there is room, no two calls find the same value. */
    @TestFactory
    Stream<DynamicTest> readModifyWrites_manyThreads_noneIsLost() {
        Subject any = make(0);
        return ReadModifyWrite.all(kind).stream()
                .filter(step -> any.has(step.name()))
                .map(step -> DynamicTest.dynamicTest(step.name(), () -> {
                    Subject subject = make(0);
                    int rounds = Math.min(ROUNDS, (1 << Math.min(kind.bits(), 30) - 1) / THREADS - 1);
                    long[][] seen = new long[THREADS][rounds];
                    HangGuard.threads(THREADS, thread -> {
                        for (int i = 0; i < rounds; i++) {
                            seen[thread][i] = step.apply(subject);
                        }
                    });
                    assertEquals(kind.of((long) THREADS * rounds * step.delta()), subject.call("get"));
                    Set<Long> before = new HashSet<>();
                    Arrays.stream(seen).flatMapToLong(LongStream::of).forEach(before::add);
                    Set<Long> expected = LongStream.range(0, (long) THREADS * rounds)
                            .mapToObj(count -> kind.number(kind.of(count * step.delta())))
                            .collect(Collectors.toSet());
                    assertEquals(expected, before);
                }));
    }

    @Test
    void getAndSet_manyThreads_whatGoesInComesOutOnce() {
        Subject subject = make(0);
        int rounds = Math.min(ROUNDS, (1 << Math.min(kind.bits(), 30) - 1) / THREADS - 1);
        long[] out = new long[THREADS];
        HangGuard.threads(THREADS, thread -> {
            for (int i = 0; i < rounds; i++) {
                out[thread] += kind.number(subject.call("getAndSet", kind.of((long) thread * rounds + i + 1)));
            }
        });
        long n = (long) THREADS * rounds;
        assertEquals(n * (n + 1) / 2, LongStream.of(out).sum() + kind.number(subject.call("get")));
    }

    @Test
    void setRelease_beforeGetAcquire_publishes() {
        Subject subject = make(0);
        int[] plain = {0};
        HangGuard.threads(2, thread -> {
            if (thread == 0) {
                plain[0] = 42;
                subject.call("setRelease", kind.of(1));
            } else {
                HangGuard.await("release", () -> kind.number(subject.call("getAcquire")) == 1);
                assertEquals(42, plain[0]);
            }
        });
    }
}
