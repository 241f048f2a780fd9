package dev.shm.benchmarks.workers;

import dev.shm.pool.MapOptions;
import dev.shm.pool.ProcessPool;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedByteArray;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/** A pool of two workers, warm, that is called again and again, as {@code pool_calls.py} does. */
public final class Pooling {
    /** What is called. */
    public enum Call {
        /** 200,000 tasks, in chunks as they come. */
        MAP,
        /** 200 tasks for each millisecond, 200,000 at most, one by one. */
        MAP_SINGLE,
        /** One task, and its result. */
        APPLY,
        /** 64 MiB of shared memory, by reference; the worker reads the last byte. */
        REFERENCE,
        /** 64 MiB, there and back. */
        BYTES
    }

    private static final int TASKS = 200_000;
    private static final int TASKS_PER_MILLI = 200;
    private static final int ARRAY_BYTES = 64 << 20;
    private static final byte LAST = 42;

    private final ProcessPool pool;
    private final List<Integer> numbers = IntStream.range(0, TASKS).boxed().toList();
    private final List<SharedByteArray> shared;
    private final List<byte[]> bytes = List.of(new byte[ARRAY_BYTES]);

    private Pooling(ProcessPool pool, SharedSpace space) {
        this.pool = pool;
        SharedByteArray array = SharedByteArray.create(space, "array", ARRAY_BYTES);
        array.set(ARRAY_BYTES - 1, LAST);
        this.shared = List.of(array);
    }

    /**
     * Calls, once for each line, which says what and for how many milliseconds at least.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        try (SharedSpace space = SharedSpace.temporary();
                ProcessPool pool = ProcessPool.of(2)) {
            Pooling pooling = new Pooling(pool, space);
            Parent.say("here");
            for (String line = Parent.hear(); line != null; line = Parent.hear()) {
                String[] words = line.split(" ");
                Parent.say(pooling.turn(Call.valueOf(words[0]), Long.parseLong(words[1])));
            }
        }
    }

    private String turn(Call call, long millis) throws InterruptedException, ExecutionException {
        return switch (call) {
            case MAP -> tasks(TASKS, millis, () -> checkMap(pool.map(numbers, x -> x + 1)));
            case MAP_SINGLE -> {
                List<Integer> some = numbers.subList(0, (int) Math.min(TASKS, TASKS_PER_MILLI * millis));
                MapOptions single = MapOptions.chunksOf(1);
                yield tasks(some.size(), millis, () -> checkMap(pool.map(some, single, x -> x + 1)));
            }
            case APPLY -> calls(millis, () -> check(pool.apply(() -> 1) == 1));
            case REFERENCE ->
                calls(
                        millis,
                        () -> check(pool.map(shared, array -> array.get(ARRAY_BYTES - 1))
                                        .get(0)
                                == LAST));
            case BYTES ->
                calls(millis, () -> check(pool.map(bytes, array -> array).get(0).length == ARRAY_BYTES));
        };
    }

    private static String tasks(int number, long millis, Repetition call)
            throws InterruptedException, ExecutionException {
        return "tasks_per_s=" + number * 1e9 / Repetition.nanosPerCall(millis, call);
    }

    private static String calls(long millis, Repetition call) throws InterruptedException, ExecutionException {
        return "ns_per_call=" + Repetition.nanosPerCall(millis, call);
    }

    private static void checkMap(List<Integer> results) {
        int last = results.size() - 1;
        check(results.get(0) == 1 && results.get(last) == last + 1);
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalStateException("something else came back");
        }
    }
}
