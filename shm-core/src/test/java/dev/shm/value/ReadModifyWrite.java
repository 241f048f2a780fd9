package dev.shm.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;

/** Adds 1 or -1 by one of the methods that read and write in one step; tells what was there before. */
record ReadModifyWrite(String name, int delta, ToLongFunction<Number> step) {
    static final List<ReadModifyWrite> ALL = all();

    long apply(Number subject) {
        return step.applyAsLong(subject);
    }

    private static List<ReadModifyWrite> all() {
        List<ReadModifyWrite> all = new ArrayList<>();
        add(all, "getAndIncrement", 0);
        add(all, "incrementAndGet", -1);
        all.add(new ReadModifyWrite(
                "getAndDecrement", -1, subject -> (long) LongContract.call(subject, "getAndDecrement")));
        all.add(new ReadModifyWrite(
                "decrementAndGet", -1, subject -> (long) LongContract.call(subject, "decrementAndGet") + 1));
        add(all, "getAndAdd", 0, 1L);
        add(all, "addAndGet", -1, 1L);
        add(all, "getAndUpdate", 0, LongContract.INCREMENT);
        add(all, "updateAndGet", -1, LongContract.INCREMENT);
        add(all, "getAndAccumulate", 0, 1L, (LongBinaryOperator) Long::sum);
        add(all, "accumulateAndGet", -1, 1L, (LongBinaryOperator) Long::sum);
        LongContract.COMPARE_AND_SETS.forEach(cas -> all.add(new ReadModifyWrite(cas, 1, subject -> {
            while (true) {
                long before = get(subject);
                if ((boolean) LongContract.call(subject, cas, before, before + 1)) {
                    return before;
                }
            }
        })));
        LongContract.COMPARE_AND_EXCHANGES.forEach(cas -> all.add(new ReadModifyWrite(cas, 1, subject -> {
            long before = get(subject);
            while (true) {
                long seen = (long) LongContract.call(subject, cas, before, before + 1);
                if (seen == before) {
                    return before;
                }
                before = seen;
            }
        })));
        return List.copyOf(all);
    }

    private static long get(Number subject) {
        return (long) LongContract.call(subject, "get");
    }

    private static void add(List<ReadModifyWrite> all, String method, long correction, Object... arguments) {
        all.add(new ReadModifyWrite(
                method, 1, subject -> (long) LongContract.call(subject, method, arguments) + correction));
    }
}
