package dev.shm.wait;

import dev.shm.memory.Words;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of this JVM that wait at a word without the kernel: parked, woken directly from within the JVM. The first of
 * them looks at the word again and again, after 50 µs at first, then less and less often, down to every 10 ms; the others
 * sleep behind it, so that many cost no more than one.
 */
final class ParkedThreads {
    private static final long SHORTEST_NANOS = 50_000;
    private static final long LONGEST_NANOS = 10_000_000;

    private final Words words;
    private final long offset;
    private final ConcurrentLinkedQueue<Thread> queue = new ConcurrentLinkedQueue<>();

    ParkedThreads(Words words, long offset) {
        this.words = words;
        this.offset = offset;
    }

    void await(int expected, long nanos, boolean interruptible) {
        Thread current = Thread.currentThread();
        long deadline = System.nanoTime() + nanos;
        queue.add(current);
        boolean interrupted = false;
        try {
            long pause = SHORTEST_NANOS;
            while (queue.contains(current) && (int) words.getVolatile(offset) == expected) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || interruptible && current.isInterrupted()) {
                    return;
                }
                // Parking returns at once while an interrupt is pending: put it aside.
                interrupted |= !interruptible && Thread.interrupted();
                if (queue.peek() == current) {
                    LockSupport.parkNanos(this, Math.min(left, pause));
                    pause = Math.min(pause * 2, LONGEST_NANOS);
                } else {
                    LockSupport.parkNanos(this, left);
                }
            }
        } finally {
            queue.remove(current);
            LockSupport.unpark(queue.peek()); // the next first one, or nobody
            if (interrupted) {
                current.interrupt();
            }
        }
    }

    /** Waits at several words, and looks at them itself, as it may be the first at one of them. An interrupt ends the wait. */
    static void awaitAny(ParkedThreads[] all, int[] expected, long nanos) {
        Thread current = Thread.currentThread();
        long deadline = System.nanoTime() + nanos;
        for (ParkedThreads each : all) {
            each.queue.add(current);
        }
        try {
            long pause = SHORTEST_NANOS;
            while (isUnchanged(all, expected, current) && !current.isInterrupted()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                LockSupport.parkNanos(all[0], Math.min(left, pause));
                pause = Math.min(pause * 2, LONGEST_NANOS);
            }
        } finally {
            for (ParkedThreads each : all) {
                each.queue.remove(current);
                LockSupport.unpark(each.queue.peek());
            }
        }
    }

    private static boolean isUnchanged(ParkedThreads[] all, int[] expected, Thread current) {
        for (int i = 0; i < all.length; i++) {
            if (!all[i].queue.contains(current) || (int) all[i].words.getVolatile(all[i].offset) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Wakes the longest waiting. */
    void wake(int count) {
        for (int i = 0; i < count; i++) {
            Thread next = queue.poll();
            if (next == null) {
                return;
            }
            LockSupport.unpark(next);
        }
    }

    void wakeAll() {
        for (Iterator<Thread> all = queue.iterator(); all.hasNext(); ) {
            Thread next = all.next();
            all.remove();
            LockSupport.unpark(next);
        }
    }
}
