package dev.shm.demos;

import dev.shm.pool.ProcessPool;
import dev.shm.pool.SerializableCallable;
import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;

/** {@code shm demo executor}. */
@Command(
        name = "executor",
        description = "A pool is an ExecutorService: worker JVMs look for primes, one by one, all, or any.")
final class ExecutorDemo extends Lesson {
    // tag::executor[]
    static final List<Long> CANDIDATES = List.of(
            112272535095293L,
            112582705942171L,
            112272535095293L,
            115280095190773L,
            115797848077099L,
            1099726899285419L);

    static boolean isPrime(long n) {
        if (n < 2 || n % 2 == 0) {
            return n == 2;
        }
        for (long divisor = 3; divisor * divisor <= n; divisor += 2) {
            if (n % divisor == 0) {
                return false;
            }
        }
        return true;
    }
    // end::executor[]

    @Override
    void show(SharedSpace space) throws InterruptedException, ExecutionException {
        // tag::executor[]
        try (ProcessPool executor = ProcessPool.create()) {
            Iterator<Boolean> answers = executor.imap(CANDIDATES.iterator(), ExecutorDemo::isPrime);
            for (long candidate : CANDIDATES) {
                System.out.println(candidate + " is prime: " + answers.next());
            }
        }
        // end::executor[]
        asAnExecutorService();
    }

    private static void asAnExecutorService() throws InterruptedException, ExecutionException {
        // tag::executor-service[]
        try (ProcessPool executor = ProcessPool.create()) {
            Future<Boolean> one = executor.submit(() -> isPrime(97));
            System.out.println("submit: " + one.get());

            List<SerializableCallable<Integer>> tasks = new ArrayList<>();
            for (int limit : List.of(100, 1_000, 10_000)) {
                tasks.add(() -> {
                    int primes = 0;
                    for (int n = 0; n < limit; n++) {
                        primes += isPrime(n) ? 1 : 0;
                    }
                    return primes;
                });
            }
            for (Future<Integer> primes : executor.invokeAll(tasks)) {
                System.out.println("invokeAll: " + primes.get());
            }
            List<SerializableCallable<String>> rivals = List.of(
                    () -> {
                        throw new IllegalStateException("out of the race");
                    },
                    () -> "the one that succeeds");
            System.out.println("invokeAny: " + executor.invokeAny(rivals));

            CompletableFuture<String> twins = executor.submit(() -> isPrime(10_007))
                    .thenCombine(executor.submit(() -> isPrime(10_009)), Boolean::logicalAnd)
                    .thenApply(both -> both ? "twins" : "no twins");
            System.out.println("CompletableFuture: " + twins.get());
        }
        // end::executor-service[]
    }
}
