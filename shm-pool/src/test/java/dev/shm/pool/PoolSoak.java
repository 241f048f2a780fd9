package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedLongArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Many tasks, while workers are killed: each ends once, with its result or with an exception that names a worker that was killed. */
final class PoolSoak {
    /** How many tasks are checked until that is said. */
    static final int TOLD = 1000;

    private static final int WORKERS = 3;
    private static final long PAUSE_NANOS = 50_000_000;

    private final SharedLongArray runs;
    private final SharedLong lastBegun; // by which process
    private final int tasks;
    private final long nanosEach;
    private final int mostKills;
    private final Set<Long> killed = new HashSet<>(); // guarded by itself
    private volatile boolean done;

    PoolSoak(SharedSpace space, int tasks, long nanosEach, int mostKills) {
        this.lastBegun = SharedLong.create(space, "last-begun");
        this.runs = SharedLongArray.create(space, "runs", tasks);
        this.tasks = tasks;
        this.nanosEach = nanosEach;
        this.mostKills = mostKills;
    }

    /**
     * Runs it, with a kill every 50 ms.
     *
     * @param arguments how many tasks, and how many nanoseconds each takes
     */
    public static void main(String[] arguments) throws Exception {
        DeathWarnings.silence();
        try (SharedSpace space = SharedSpace.temporary()) {
            new PoolSoak(space, Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]), Integer.MAX_VALUE).run();
        }
    }

    void run() throws Exception {
        Random random = Seeds.random("PoolSoak");
        try (ProcessPool pool = ProcessPool.of(WORKERS)) {
            Thread killer = new Thread(() -> kill(pool, random));
            killer.start();
            List<CompletableFuture<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                futures.add(pool.submit(Task.of(i, nanosEach, runs, lastBegun)));
            }
            int failed = 0;
            for (int i = 0; i < tasks; i++) {
                if (i % TOLD == 0) {
                    System.out.println("checked " + i);
                }
                failed += check(i, futures.get(i)) ? 0 : 1;
            }
            done = true;
            HangGuard.run("killer", killer::join);
            System.out.println(
                    "PoolSoak: tasks=" + tasks + ", kills=" + killed.size() + ", tasks that failed=" + failed);
            assertTrue(failed <= killed.size(), "failed=" + failed);
            assertTrue(!killed.isEmpty());
        }
    }

    /** By itself, since each new worker has to load the class that a lambda stands in, and what that needs. */
    private static final class Task {
        static SerializableCallable<Integer> of(int number, long nanos, SharedLongArray runs, SharedLong lastBegun) {
            return () -> {
                runs.getAndIncrement(number);
                lastBegun.set(ProcessHandle.current().pid());
                LockSupport.parkNanos(nanos);
                return number;
            };
        }
    }

    private boolean check(int number, CompletableFuture<Integer> future) throws InterruptedException, TimeoutException {
        try {
            int result = future.get(HangGuard.limit().toMillis(), TimeUnit.MILLISECONDS);
            assertEquals(number, result);
            assertEquals(1, runs.get(number), "it was run once, number=" + number);
            return true;
        } catch (ExecutionException e) {
            WorkerDiedException death = (WorkerDiedException) e.getCause();
            synchronized (killed) {
                assertTrue(killed.contains(death.pid()), death::getMessage);
            }
            assertTrue(runs.get(number) <= 1, "it was begun once at most, number=" + number);
            return false;
        }
    }

    private void kill(ProcessPool pool, Random random) {
        while (!done && kills() < mostKills) {
            LockSupport.parkNanos(PAUSE_NANOS);
            // One in four may be any, also one that is still starting; if it were all, on a slow machine none would
            // ever come up.
            long last = lastBegun.get();
            boolean any = random.nextInt(4) == 0;
            pool.workers().stream()
                    .filter(worker -> any || worker.pid() == last)
                    .findFirst()
                    .ifPresent(this::kill);
        }
    }

    private int kills() {
        synchronized (killed) {
            return killed.size();
        }
    }

    private void kill(ProcessHandle victim) {
        synchronized (killed) {
            killed.add(victim.pid());
            victim.destroyForcibly();
        }
    }
}
