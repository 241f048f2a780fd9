package dev.shm.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;

/** Adds 1 or -1 by one of the methods that read and write in one step; tells what was there before. */
record ReadModifyWrite(String name, int delta, ToLongFunction<Subject> step) {
    private static final LongUnaryOperator INCREMENT = value -> value + 1;

    long apply(Subject subject) {
        return step.applyAsLong(subject);
    }

    /** All that there are. */
    static List<ReadModifyWrite> all(Kind kind) {
        List<ReadModifyWrite> all = new ArrayList<>();
        add(all, kind, "getAndIncrement", 1, 0);
        add(all, kind, "incrementAndGet", 1, -1);
        add(all, kind, "getAndDecrement", -1, 0);
        add(all, kind, "decrementAndGet", -1, 1);
        add(all, kind, "getAndAdd", 1, 0, kind.of(1));
        add(all, kind, "addAndGet", 1, -1, kind.of(1));
        add(all, kind, "getAndUpdate", 1, 0, kind.operator(INCREMENT));
        add(all, kind, "updateAndGet", 1, -1, kind.operator(INCREMENT));
        add(all, kind, "getAndAccumulate", 1, 0, kind.of(1), kind.operator((LongBinaryOperator) Long::sum));
        add(all, kind, "accumulateAndGet", 1, -1, kind.of(1), kind.operator((LongBinaryOperator) Long::sum));
        NumberContract.COMPARE_AND_SETS.forEach(cas -> all.add(new ReadModifyWrite(cas, 1, subject -> {
            while (true) {
                Object before = subject.call("get");
                if ((boolean) subject.call(cas, before, kind.of(kind.number(before) + 1))) {
                    return kind.number(before);
                }
            }
        })));
        NumberContract.COMPARE_AND_EXCHANGES.forEach(cas -> all.add(new ReadModifyWrite(cas, 1, subject -> {
            Object before = subject.call("get");
            while (true) {
                Object seen = subject.call(cas, before, kind.of(kind.number(before) + 1));
                if (seen.equals(before)) {
                    return kind.number(before);
                }
                before = seen;
            }
        })));
        return List.copyOf(all);
    }

    private static void add(
            List<ReadModifyWrite> all, Kind kind, String method, int delta, int correction, Object... arguments) {
        all.add(new ReadModifyWrite(
                method,
                delta,
                subject -> kind.number(kind.of(kind.number(subject.call(method, arguments)) + correction))));
    }
}
