package dev.shm.demos;

import dev.shm.pool.ProcessPool;
import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** {@code shm demo pool}. */
@Command(
        name = "pool",
        description =
                "What a pool can do beside map: results as they come, futures, callbacks, timeouts that really stop a"
                        + " task.")
final class PoolDemo extends Lesson {
    static int square(int x) {
        return x * x;
    }

    @Override
    void show(SharedSpace space) throws InterruptedException, ExecutionException, TimeoutException {
        try (ProcessPool pool = ProcessPool.of(4)) {
            List<Integer> numbers = IntStream.range(0, 10).boxed().toList();
            System.out.println(pool.map(numbers, PoolDemo::square));

            Iterator<Integer> anyOrder = pool.imapUnordered(numbers.iterator(), PoolDemo::square);
            int sum = 0;
            while (anyOrder.hasNext()) {
                sum += anyOrder.next(); // as soon as it is there
            }
            System.out.println("in any order, the sum is " + sum);

            System.out.println("20 squared: " + pool.apply(() -> square(20)));
            CompletableFuture<Integer> future = pool.submit(() -> square(30));
            System.out.println("30 squared: " + future.get(10, TimeUnit.SECONDS));
            pool.submit(() -> square(40))
                    .thenAccept(result -> System.out.println("a callback: " + result))
                    .join();

            List<CompletableFuture<Long>> pids = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                pids.add(pool.submit(() -> ProcessHandle.current().pid()));
            }
            long workers = pids.stream().map(CompletableFuture::join).distinct().count();
            System.out.println("4 tasks, done by how many of 4 workers: " + workers);

            CompletableFuture<Object> sleeper = pool.submit(() -> {
                Thread.sleep(1_000_000);
                return null;
            });
            try {
                sleeper.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                System.out.println("We lacked patience and got a TimeoutException");
                sleeper.cancel(true); // interrupts it; if that does not help, its worker is killed
            }
            System.out.println("For the moment, the pool remains available for more work");
        }
        System.out.println("Now the pool is closed and no longer available");
    }
}
