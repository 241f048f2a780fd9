package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More virtual threads than carriers at one queue: those that wait must not pin what the others need to go on. */
@ExtendWith(LeakCheck.class)
class SharedQueueVirtualThreadsTest {
    private static final int THREADS = 1_000;

    private ExecutorService executor;
    private SharedSpace space;
    private SharedQueue<Long> queue;

    @BeforeEach
    void open() throws ReflectiveOperationException {
        Method factory = null;
        try {
            factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
        } catch (NoSuchMethodException e) {
            Assumptions.abort("this test requires virtual threads, Java 21; here is "
                    + System.getProperty("java.specification.version"));
        }
        executor = (ExecutorService) factory.invoke(null);
        space = SharedSpace.temporary();
        queue = SharedQueue.create(space, "queue", Codecs.longs(), 4, 64);
    }

    @AfterEach
    void close() throws InterruptedException {
        if (executor != null) {
            executor.shutdown();
            assertTrue(executor.awaitTermination(HangGuard.limit().toMillis(), TimeUnit.MILLISECONDS));
            space.close();
        }
    }

    @Test
    void putAndTake_thousandVirtualThreadsWait_allFinish() throws Exception {
        AtomicLong sum = new AtomicLong();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(executor.submit(() -> {
                sum.addAndGet(queue.take());
                return null;
            }));
        }
        HangGuard.await("consumers wait", () -> queue.waitingConsumers() == THREADS);
        for (long i = 0; i < THREADS; i++) {
            long element = i;
            all.add(executor.submit(() -> {
                queue.put(element);
                return null;
            }));
        }
        HangGuard.run("all of them", () -> {
            for (Future<?> each : all) {
                each.get();
            }
        });
        assertEquals(THREADS * (THREADS - 1L) / 2, sum.get());
    }

    @Test
    void take_virtualThreadsWait_interruptAndCloseEndIt() throws Exception {
        AtomicLong interrupted = new AtomicLong();
        AtomicLong closed = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(executor.submit(() -> {
                synchronized (threads) {
                    threads.add(Thread.currentThread());
                }
                try {
                    queue.take();
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                } catch (QueueClosedException e) {
                    closed.incrementAndGet();
                }
            }));
        }
        HangGuard.await("consumers wait", () -> queue.waitingConsumers() == THREADS);
        threads.subList(0, THREADS / 2).forEach(Thread::interrupt);
        HangGuard.await("half of them", () -> interrupted.get() == THREADS / 2);
        queue.close();
        HangGuard.run("the others", () -> {
            for (Future<?> each : all) {
                each.get();
            }
        });
        assertEquals(THREADS / 2, closed.get());
    }
}
