package dev.shm.queues;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.value.SharedLongArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A process with threads that all put into a queue, or all take from it, until its input ends or it is killed. */
final class QueueSoakWorker {
    static final int WORKERS = 4;
    static final int THREADS = 2;
    /** How many threads there are that put. */
    static final int PRODUCERS = WORKERS / 2 * THREADS;

    private static final int MOST_AT_ONCE = 3;
    /** What the threads of one process have in hand at most. */
    static final int MOST_IN_HAND = THREADS * MOST_AT_ONCE;

    private static final int CAPACITY = 16;
    private static final int CAPACITY_BYTES = 4096;
    private static final int LONGEST_PAUSE_NANOS = 200_000;

    private static volatile boolean stop;

    private final SharedQueue<String> queue;
    private final QueueLedger ledger;
    private final SharedLongArray rounds;
    private final int worker;
    private final long[] last = new long[PRODUCERS];
    private final ThreadLocalRandom random = ThreadLocalRandom.current();

    private QueueSoakWorker(SharedSpace space, ConsumerDeathPolicy policy, int worker) {
        this.queue = openOrCreate(space, policy);
        this.ledger = new QueueLedger(space, PRODUCERS);
        this.rounds = rounds(space);
        this.worker = worker;
    }

    static SharedQueue<String> openOrCreate(SharedSpace space, ConsumerDeathPolicy policy) {
        return SharedQueue.openOrCreate(space, "queue", TestCodecs.TEXTS, CAPACITY, CAPACITY_BYTES, policy);
    }

    /** How often each of the workers has put or taken. */
    static SharedLongArray rounds(SharedSpace space) {
        return SharedLongArray.openOrCreate(space, "rounds", WORKERS);
    }

    static boolean isProducer(int worker) {
        return worker % 2 == 0;
    }

    /** The numbers of a worker's threads among those that put. */
    static IntStream producers(int worker) {
        return IntStream.range(worker / 2 * THREADS, (worker / 2 + 1) * THREADS);
    }

    public static void main(String[] arguments) throws InterruptedException {
        DeathWarnings.silence();
        ConsumerDeathPolicy policy = ConsumerDeathPolicy.valueOf(arguments[1]);
        int worker = Integer.parseInt(arguments[2]);
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            List<Thread> threads = new ArrayList<>();
            producers(worker)
                    .forEach(thread -> threads.add(new Thread(() -> {
                        QueueSoakWorker work = new QueueSoakWorker(space, policy, worker);
                        if (isProducer(worker)) {
                            work.putAll(thread);
                        } else {
                            work.takeAll(policy);
                        }
                    })));
            for (Thread thread : threads) {
                thread.setUncaughtExceptionHandler((failed, e) -> {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                });
                thread.start();
            }
            Child.awaitLine();
            stop = true;
            for (Thread thread : threads) {
                while (thread.isAlive()) {
                    thread.interrupt();
                    thread.join(10);
                }
            }
        }
    }

    private void putAll(int thread) {
        while (!stop) {
            String element = ledger.next(thread);
            while (!put(element)) {}
            ledger.acknowledge(thread);
            rounds.incrementAndGet(worker);
            pause();
        }
    }

    /** An interrupt may come at any time, but what was begun is to be put. */
    private boolean put(String element) {
        try {
            switch (random.nextInt(3)) {
                case 0 -> queue.put(element);
                case 1 -> {
                    return queue.offer(element);
                }
                default -> {
                    return queue.offer(element, random.nextInt(1_000), TimeUnit.MICROSECONDS);
                }
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void takeAll(ConsumerDeathPolicy policy) {
        while (!stop) {
            try {
                if (policy == ConsumerDeathPolicy.REPORT) {
                    take();
                } else {
                    receive();
                }
            } catch (InterruptedException e) {
                // the end
            }
        }
    }

    private void take() throws InterruptedException {
        List<String> taken = new ArrayList<>();
        switch (random.nextInt(4)) {
            case 0 -> taken.add(queue.take());
            case 1 -> taken.add(queue.poll());
            case 2 -> taken.add(queue.poll(random.nextInt(1_000), TimeUnit.MICROSECONDS));
            default -> queue.drainTo(taken, MOST_AT_ONCE);
        }
        for (String element : taken) {
            if (element != null) {
                checkOrder(element);
                ledger.deliver(element, false);
                pause();
                queue.taskDone();
                ledger.done(element);
                rounds.incrementAndGet(worker);
            }
        }
    }

    /** Receives some, and says in any order that they are done. */
    private void receive() throws InterruptedException {
        List<Delivery<String>> received = new ArrayList<>();
        received.add(queue.receive());
        try {
            for (int i = random.nextInt(MOST_AT_ONCE); i > 0; i--) {
                queue.receive(random.nextInt(1_000), TimeUnit.MICROSECONDS).ifPresent(received::add);
            }
        } catch (InterruptedException e) {
            // what has come before is dealt with
        }
        for (Delivery<String> each : received) {
            if (!each.isRedelivered()) {
                checkOrder(each.element());
            }
            ledger.deliver(each.element(), each.isRedelivered());
        }
        pause();
        Collections.shuffle(received, random);
        for (Delivery<String> each : received) {
            each.done();
            ledger.done(each.element());
            queue.taskDone();
            rounds.incrementAndGet(worker);
        }
    }

    /** Those of one producer come in the order in which they were put. */
    private void checkOrder(String element) {
        int producer = QueueLedger.producer(element);
        long number = QueueLedger.number(element);
        if (number <= last[producer]) {
            throw new AssertionError("after " + last[producer] + ": " + element);
        }
        last[producer] = number;
    }

    /** Long enough, now and then, for the others to fall asleep. */
    private void pause() {
        if (random.nextInt(3) == 0) {
            LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
        }
    }
}
