package dev.shm.benchmarks.workers;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Threads of one JVM, half of which put numbers into a queue, and half take them and sum them up; by turns into one of ours and into
 * an {@code ArrayBlockingQueue}, for as long as the line that it hears says.
 */
public final class QueuingThreads {
    /** Whose queue. */
    public enum Whose {
        /** A queue in shared memory. */
        OURS,
        /** The JDK's. */
        THEIRS
    }

    private static final int CAPACITY = 1024;
    private static final int PUTS_PER_LOOK = 64;
    private static final long OVER = -1;

    private final BlockingQueue<Long> queue;
    private volatile boolean stopped;

    /** What a thread has put or taken. */
    private record Share(long count, long sum) {
        static Share of(List<Future<Share>> parts) throws InterruptedException, ExecutionException {
            long count = 0;
            long sum = 0;
            for (Future<Share> part : parts) {
                count += part.get().count;
                sum += part.get().sum;
            }
            return new Share(count, sum);
        }
    }

    private QueuingThreads(BlockingQueue<Long> queue) {
        this.queue = queue;
    }

    /**
     * Puts and takes, once for each line, which says whose queue, how many threads, and for how many milliseconds.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedQueue<Long> ours = SharedQueue.create(space, "queue", Codecs.longs(), CAPACITY, Long.BYTES);
            BlockingQueue<Long> theirs = new ArrayBlockingQueue<>(CAPACITY);
            Parent.say("here");
            for (String line = Parent.hear(); line != null; line = Parent.hear()) {
                String[] words = line.split(" ");
                boolean isOurs = Whose.valueOf(words[0]) == Whose.OURS;
                int pairs = Integer.parseInt(words[1]) / 2;
                Parent.say(new QueuingThreads(isOurs ? ours : theirs).turn(threads, pairs, Long.parseLong(words[2])));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String turn(ExecutorService threads, int pairs, long millis)
            throws InterruptedException, ExecutionException {
        List<Future<Share>> puts = new ArrayList<>();
        List<Future<Share>> takes = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < pairs; i++) {
            puts.add(threads.submit(this::put));
            takes.add(threads.submit(this::take));
        }
        TimeUnit.MILLISECONDS.sleep(millis);
        stopped = true;
        Share put = Share.of(puts);
        for (int i = 0; i < pairs; i++) {
            queue.put(OVER);
        }
        Share taken = Share.of(takes);
        long elapsed = System.nanoTime() - start;
        if (!taken.equals(put)) {
            throw new IllegalStateException("others were taken than were put: put=" + put + ", taken=" + taken);
        }
        return "elements_per_s=" + taken.count() * 1e9 / elapsed;
    }

    private Share put() throws InterruptedException {
        long count = 0;
        long sum = 0;
        while (!stopped) {
            for (int i = 0; i < PUTS_PER_LOOK; i++) {
                queue.put(count);
                sum += count++;
            }
        }
        return new Share(count, sum);
    }

    private Share take() throws InterruptedException {
        long count = 0;
        long sum = 0;
        for (long number = queue.take(); number != OVER; number = queue.take()) {
            count++;
            sum += number;
        }
        if (queue instanceof SharedQueue<Long> ours) {
            ours.taskDone(); // nothing is left in hand
        }
        return new Share(count, sum);
    }
}
