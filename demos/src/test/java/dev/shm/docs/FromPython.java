package dev.shm.docs;

import dev.shm.locks.InterProcessBarrier;
import dev.shm.locks.InterProcessCondition;
import dev.shm.locks.InterProcessEvent;
import dev.shm.locks.InterProcessLock;
import dev.shm.locks.InterProcessSemaphore;
import dev.shm.locks.WaitSet;
import dev.shm.pool.MapOptions;
import dev.shm.pool.ProcessPool;
import dev.shm.pool.SharedProcess;
import dev.shm.pool.WorkerDiedException;
import dev.shm.queues.Codecs;
import dev.shm.queues.EndOfStreamException;
import dev.shm.queues.PipeEnd;
import dev.shm.queues.SharedPipe;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import dev.shm.value.Length;
import dev.shm.value.SharedByteArray;
import dev.shm.value.SharedDouble;
import dev.shm.value.SharedInt;
import dev.shm.value.SharedIntArray;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedRecordArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** The Java side of {@code docs/from-python.md}; each method prints what stands there. */
final class FromPython {
    private FromPython() {}

    /** What one method shows. */
    private interface Example {
        void run(SharedSpace space) throws Exception;
    }

    /**
     * Runs one.
     *
     * @param arguments its name
     */
    public static void main(String[] arguments) throws Exception {
        try (SharedSpace space = SharedSpace.temporary()) {
            named(arguments[0]).run(space);
        }
    }

    private static Example named(String name) {
        return switch (name) {
            case "process" -> space -> process();
            case "lock" -> FromPython::lock;
            case "value-array" -> FromPython::valueArray;
            case "queue" -> FromPython::queue;
            case "joinable-queue" -> FromPython::joinableQueue;
            case "pipe" -> FromPython::pipe;
            case "event" -> FromPython::event;
            case "condition" -> FromPython::condition;
            case "barrier" -> FromPython::barrier;
            case "semaphore" -> FromPython::semaphore;
            case "shared-memory" -> FromPython::sharedMemory;
            case "structures" -> FromPython::structures;
            case "wait" -> FromPython::waiting;
            case "async" -> space -> async();
            case "imap" -> space -> imap();
            case "initializer" -> space -> initializer();
            case "exception" -> space -> exception();
            case "killed" -> space -> killed();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void process() throws InterruptedException {
        // tag::process[]
        String name = "bob";
        SharedProcess process = SharedProcess.start(() -> System.out.println("hello " + name));
        process.join();
        System.out.println("exit code " + process.exitCode().getAsInt());
        // end::process[]
    }

    private static void lock(SharedSpace space) throws InterruptedException {
        // tag::lock[]
        SharedInt counter = SharedInt.create(space, "counter");
        InterProcessLock lock = InterProcessLock.of(counter);
        List<SharedProcess> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(SharedProcess.start(() -> {
                for (int n = 0; n < 1000; n++) {
                    lock.lock();
                    try {
                        counter.set(counter.get() + 1);
                    } finally {
                        lock.unlock();
                    }
                }
            }));
        }
        for (SharedProcess process : processes) {
            process.join();
        }
        System.out.println("Final counter: " + counter.get());
        // end::lock[]
    }

    private static void valueArray(SharedSpace space) throws InterruptedException {
        // tag::value-array[]
        SharedDouble number = SharedDouble.create(space, "number", 0.0);
        SharedIntArray array =
                SharedIntArray.create(space, "array", IntStream.range(0, 10).toArray());
        SharedProcess process = SharedProcess.start(() -> {
            number.set(3.1415927);
            for (int i = 0; i < array.length(); i++) {
                array.set(i, -array.get(i));
            }
        });
        process.join();
        System.out.println(number.get());
        System.out.println(Arrays.toString(array.toArray()));
        // end::value-array[]
    }

    private static void queue(SharedSpace space) throws InterruptedException {
        // tag::queue[]
        SharedQueue<Long> queue = SharedQueue.create(space, "queue", Codecs.longs(), 100, 800);
        SharedProcess process = SharedProcess.start(() -> {
            for (long i = 0; i < 5; i++) {
                queue.put(i * i);
            }
        });
        List<Long> got = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            got.add(queue.take());
        }
        process.join();
        System.out.println(got);
        // end::queue[]
    }

    private static void joinableQueue(SharedSpace space) throws InterruptedException {
        // tag::joinable-queue[]
        SharedQueue<Long> queue = SharedQueue.create(space, "queue", Codecs.longs(), 100, 800);
        SharedLong sum = SharedLong.create(space, "sum");
        SharedProcess process = SharedProcess.builder().daemon().start(() -> {
            while (true) {
                sum.addAndGet(queue.take());
                queue.taskDone();
            }
        });
        for (long i = 1; i <= 10; i++) {
            queue.put(i);
        }
        queue.join();
        System.out.println("sum " + sum.get());
        // end::joinable-queue[]
        process.kill();
        process.join();
    }

    private static void pipe(SharedSpace space) throws InterruptedException {
        // tag::pipe[]
        SharedPipe<String> pipe = SharedPipe.create(space, "pipe", Codecs.strings(), 10, 1000);
        SharedProcess process = SharedProcess.start(() -> {
            try (PipeEnd<String> end = pipe.second()) {
                end.send("hello " + end.receive());
            }
        });
        PipeEnd<String> end = pipe.first();
        end.send("bob");
        System.out.println(end.receive());
        try {
            end.receive();
        } catch (EndOfStreamException e) {
            System.out.println("end of file");
        }
        process.join();
        // end::pipe[]
    }

    private static void event(SharedSpace space) throws InterruptedException {
        // tag::event[]
        InterProcessEvent event = InterProcessEvent.create(space, "event");
        SharedProcess process = SharedProcess.start(() -> {
            event.await();
            System.out.println("the event is set");
        });
        System.out.println("waited in vain: " + event.await(10, TimeUnit.MILLISECONDS));
        event.set();
        process.join();
        // end::event[]
    }

    private static void condition(SharedSpace space) throws InterruptedException {
        // tag::condition[]
        SharedInt stage = SharedInt.create(space, "stage");
        InterProcessLock lock = InterProcessLock.of(stage);
        InterProcessCondition changed = lock.newCondition();
        SharedProcess process = SharedProcess.start(() -> {
            lock.lock();
            try {
                stage.set(3);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        });
        lock.lock();
        try {
            changed.awaitUntil(() -> stage.get() == 3);
            System.out.println("stage " + stage.get());
        } finally {
            lock.unlock();
        }
        process.join();
        // end::condition[]
    }

    private static void barrier(SharedSpace space) throws Exception {
        // tag::barrier[]
        InterProcessBarrier barrier = InterProcessBarrier.create(space, "barrier", 2);
        SharedInt arrived = SharedInt.create(space, "arrived");
        SharedProcess process = SharedProcess.start(() -> {
            arrived.incrementAndGet();
            barrier.await();
            barrier.leave();
        });
        arrived.incrementAndGet();
        barrier.await();
        System.out.println("arrived: " + arrived.get());
        process.join();
        // end::barrier[]
    }

    private static void semaphore(SharedSpace space) throws InterruptedException {
        // tag::semaphore[]
        InterProcessSemaphore tickets = InterProcessSemaphore.create(space, "tickets", 2);
        tickets.acquire();
        SharedProcess process = SharedProcess.start(() -> {
            tickets.acquire();
            System.out.println("got the last one, another: " + tickets.tryAcquire());
            tickets.release();
        });
        process.join();
        tickets.release();
        System.out.println("tickets: " + tickets.availablePermits());
        // end::semaphore[]
    }

    private static void sharedMemory(SharedSpace space) throws InterruptedException {
        // tag::shared-memory[]
        SharedByteArray block = SharedByteArray.create(space, "block", 1_000_000);
        SharedProcess process = SharedProcess.start(() -> block.fill((byte) 7)); // goes as a reference
        process.join();
        System.out.println("sum " + block.stream().sum());
        // end::shared-memory[]
    }

    // tag::structures[]
    record Point(double x, double y, @Length(8) String label) {}
    // end::structures[]

    private static void structures(SharedSpace space) throws InterruptedException {
        // tag::structures[]
        SharedRecordArray<Point> points = SharedRecordArray.create(space, "points", 2, new Point(0, 0, ""));
        points.set(0, new Point(1.5, 2.5, "a"));
        points.set(1, new Point(3.0, 4.0, "b"));
        SharedProcess process = SharedProcess.start(() -> {
            for (int i = 0; i < points.length(); i++) {
                points.updateAndGet(i, point -> new Point(point.x() * point.x(), point.y() * point.y(), point.label()));
            }
        });
        process.join();
        for (int i = 0; i < points.length(); i++) {
            Point point = points.get(i);
            System.out.println(point.label() + " " + point.x() + " " + point.y());
        }
        // end::structures[]
    }

    private static void waiting(SharedSpace space) throws InterruptedException {
        // tag::wait[]
        SharedPipe<String> quiet = SharedPipe.create(space, "quiet", Codecs.strings(), 10, 1000);
        SharedPipe<String> busy = SharedPipe.create(space, "busy", Codecs.strings(), 10, 1000);
        SharedProcess process = SharedProcess.start(() -> busy.second().send("something"));
        PipeEnd<String> first = quiet.first();
        PipeEnd<String> second = busy.first();
        System.out.println("ready: " + WaitSet.of(first, second).await().size());
        System.out.println(second.receive());
        process.join();
        // end::wait[]
    }

    private static int square(int x) {
        return x * x;
    }

    private static void async() throws Exception {
        // tag::async[]
        try (ProcessPool pool = ProcessPool.of(2)) {
            System.out.println(pool.apply(() -> square(10)));

            CompletableFuture<Integer> later = pool.submit(() -> square(20));
            System.out.println(later.get(60, TimeUnit.SECONDS));

            pool.mapAsync(List.of(1, 2, 3), x -> square(x))
                    .thenAccept(squares -> System.out.println("callback " + squares))
                    .join();

            CompletableFuture<Integer> sleeper = pool.submit(() -> {
                Thread.sleep(10_000);
                return 0;
            });
            try {
                sleeper.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                System.out.println("We lacked patience and got a multiprocessing.TimeoutError");
                sleeper.cancel(true); // Python has no such thing: its worker sleeps on
            }
            System.out.println("For the moment, the pool remains available for more work");
        }
        System.out.println("Now the pool is closed and no longer available");
        // end::async[]
    }

    private static void imap() {
        // tag::imap[]
        try (ProcessPool pool = ProcessPool.of(2)) {
            Iterator<Integer> inOrder = pool.imap(IntStream.range(0, 4).iterator(), x -> square(x));
            inOrder.forEachRemaining(square -> System.out.println("one after the other: " + square));

            List<Integer> asDone = new ArrayList<>();
            pool.imapUnordered(IntStream.range(0, 10).iterator(), MapOptions.chunksOf(3), x -> square(x))
                    .forEachRemaining(asDone::add);
            System.out.println(
                    "all of them, in some order: " + asDone.stream().sorted().toList());
        }
        // end::imap[]
    }

    // tag::initializer[]
    static String greeting;
    // end::initializer[]

    private static void initializer() throws InterruptedException {
        // tag::initializer[]
        try (ProcessPool pool = ProcessPool.builder()
                .workers(2)
                .initializer(() -> greeting = "hello ")
                .maxTasksPerWorker(2)
                .taskDeadline(Duration.ofMinutes(1)) // Python has none
                .retries(1) // nor these
                .build()) {
            System.out.println(pool.map(List.of("alice", "bob"), name -> greeting + name));
        }
        // end::initializer[]
    }

    private static void exception() throws InterruptedException {
        // tag::exception[]
        try (ProcessPool pool = ProcessPool.of(2)) {
            pool.map(List.of(4, 2, 0), x -> 8 / x);
        } catch (ArithmeticException e) { // as it was thrown there
            System.out.println("division by zero");
        }
        // end::exception[]
    }

    private static void killed() {
        // tag::killed[]
        try (ProcessPool pool = ProcessPool.of(2)) {
            CompletableFuture<String> doomed = pool.submit(() -> {
                Runtime.getRuntime().halt(3);
                return "never said";
            });
            try {
                doomed.join();
            } catch (CompletionException e) {
                System.out.println("exit code " + ((WorkerDiedException) e.getCause()).exitCode());
            }
            System.out.println(
                    "the pool goes on: " + pool.submit(() -> square(5)).join());
        }
        // end::killed[]
    }
}
