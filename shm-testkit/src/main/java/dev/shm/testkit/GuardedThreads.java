package dev.shm.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Daemon threads that start together, are joined under the guard, and whose failures reach the caller. */
final class GuardedThreads {

    private GuardedThreads() {}

    /** Runs the body in that many threads; see {@link HangGuard#threads}. */
    static <X extends Exception> void run(String what, int count, HangGuard.Body<X> body) throws X {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch gate = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            Thread thread = new Thread(() -> runOne(gate, index, body, failures), "guarded-" + index + " " + what);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        gate.countDown();
        if (!isJoined(threads)) {
            AssertionError hang = new AssertionError(HangGuard.struck("not done: " + what));
            threads.forEach(Thread::interrupt);
            failures.forEach(hang::addSuppressed);
            throw hang;
        }
        Throwable first = failures.poll();
        if (first != null) {
            failures.stream().filter(later -> later != first).forEach(first::addSuppressed);
            throw GuardedThreads.<X>asThrown(first);
        }
    }

    private static void runOne(CountDownLatch gate, int index, HangGuard.Body<?> body, Queue<Throwable> failures) {
        try {
            gate.await();
            body.run(index);
        } catch (Throwable failure) {
            failures.add(failure);
        }
    }

    private static boolean isJoined(List<Thread> threads) {
        long deadline = System.nanoTime() + HangGuard.limit().toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while joining " + threads, e);
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** The body throws nothing but X and unchecked exceptions, so the cast is never wrong, and never checked. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X asThrown(Throwable failure) throws X {
        throw (X) failure;
    }
}
