package dev.shm.demos;

import dev.shm.pool.ProcessPool;
import dev.shm.pool.SharedProcess;
import dev.shm.pool.WorkerDiedException;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedInt;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;

/** {@code shm demo gotchas}. */
@Command(
        name = "gotchas",
        description = "The traps of Python's multiprocessing, one by one, and what becomes of them here.")
final class GotchasDemo extends Lesson {
    private static int global = 1;

    @Override
    void show(SharedSpace space) throws InterruptedException {
        noMainGuard();
        try (ProcessPool pool = ProcessPool.builder().workers(2).build()) {
            lambda(pool);
            globals(pool, space);
            exception(pool);
            notSerializable(pool);
            killed(pool);
            exit(pool);
        }
        howManyWorkers();
    }

    private static void noMainGuard() throws InterruptedException {
        System.out.println("1. No `if __name__ == '__main__'`: a worker does not run the program that has started it.");
        SharedProcess process = SharedProcess.start(() -> System.out.println("   started from anywhere"));
        process.join();
    }

    private static void lambda(ProcessPool pool) throws InterruptedException {
        System.out.println("2. Any lambda can be sent, with what it captures.");
        // tag::gotcha-lambda[]
        int factor = 3;
        System.out.println("   " + pool.map(List.of(1, 2, 3), x -> x * factor));
        // end::gotcha-lambda[]
    }

    private static void globals(ProcessPool pool, SharedSpace space) throws InterruptedException {
        System.out.println("3. A worker has variables of its own, as everywhere; what is shared is a shared object.");
        // tag::gotcha-globals[]
        SharedInt shared = SharedInt.create(space, "shared", 1);
        pool.apply(() -> {
            global = 2;
            return shared.incrementAndGet();
        });
        System.out.println("   static variable " + global + ", SharedInt " + shared.get());
        // end::gotcha-globals[]
    }

    private static void exception(ProcessPool pool) throws InterruptedException {
        System.out.println("4. An exception arrives as it was thrown, with the stack trace of there.");
        try {
            pool.map(List.of("Paris", "Atlantis"), GotchasDemo::find);
        } catch (IllegalArgumentException e) {
            System.out.println("   " + e.getMessage() + ", thrown in " + e.getStackTrace()[0].getMethodName());
        }
    }

    static String find(String city) {
        if (city.equals("Atlantis")) {
            throw new IllegalArgumentException("no such city: " + city);
        }
        return city;
    }

    private static void notSerializable(ProcessPool pool) throws InterruptedException {
        System.out.println("5. What can't be sent is refused before anything is, and it is said where it is.");
        // tag::gotcha-serializable[]
        record Report(String title, Thread author) implements Serializable {}
        Report report = new Report("gotchas", Thread.currentThread());
        try {
            pool.apply(() -> report.title());
        } catch (IllegalArgumentException e) {
            System.out.println("   " + e.getMessage());
        }
        // end::gotcha-serializable[]
    }

    private static void killed(ProcessPool pool) throws InterruptedException {
        System.out.println(
                "6. A worker that is killed, crashes or runs out of memory costs one task, and does not hang the rest.");
        try {
            pool.apply(() -> {
                new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid())
                        .start()
                        .waitFor();
                return "never said";
            });
        } catch (WorkerDiedException e) {
            System.out.println("   signal " + e.signal().getAsInt() + " ended the worker");
        }
        System.out.println("   the pool goes on: " + pool.map(List.of(1, 2, 3), x -> x + 1));
    }

    private static void exit(ProcessPool pool) throws InterruptedException {
        System.out.println("7. System.exit in a task ends its worker, and is told as that.");
        try {
            pool.submit(() -> System.exit(3)).join();
        } catch (CompletionException e) {
            System.out.println("   exit code " + ((WorkerDiedException) e.getCause()).exitCode());
        }
    }

    private static void howManyWorkers() {
        System.out.println("8. How many workers? By default as many as there are processors that this JVM may use.");
        try (ProcessPool pool = ProcessPool.create()) {
            System.out.println("   here " + pool.size());
        }
    }
}
