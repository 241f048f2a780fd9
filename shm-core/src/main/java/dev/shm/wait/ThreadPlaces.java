package dev.shm.wait;

import dev.shm.memory.MappedWords;
import dev.shm.memory.Words;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits in the kernel where that works; else, and in virtual threads, parked: woken directly from within the JVM, and by
 * looking again, from 50 µs after up to every 10 ms, if it is likely to be soon.
 */
final class ThreadPlaces implements WaitPlaces {
    private static final int EVERYBODY = -1;
    private static final long SHORTEST_NANOS = 50_000;
    private static final long LONGEST_NANOS = 10_000_000;

    private final Words words;
    private final long base;
    /* Keeps the mapping; null: without the kernel. */
    private final ByteBuffer first;
    private final long address;
    /* Who of this JVM waits where. */
    private final AtomicReferenceArray<Thread> here;
    private final AtomicInteger interrupts = new AtomicInteger();

    ThreadPlaces(Words words, long base, int count, boolean kernel) {
        MappedWords mapped = kernel ? words.mapped() : null;
        this.words = words;
        this.base = base;
        this.first = mapped == null ? null : mapped.word(base);
        this.address = first == null ? 0 : Futex.address(first);
        this.here = new AtomicReferenceArray<>(count);
    }

    @Override
    public void await(int place, int expected, long nanos, boolean soon, boolean interruptible) {
        Thread current = Thread.currentThread();
        here.set(place, current);
        try {
            if (isParked(current)) {
                park(place, expected, nanos, soon, interruptible);
            } else if (interruptible) {
                new Interruption(interrupts, () -> wake(place)).run(() -> sleep(place, expected, nanos));
            } else {
                sleep(place, expected, nanos);
            }
        } finally {
            here.compareAndSet(place, current, null);
        }
    }

    private void sleep(int place, int expected, long nanos) {
        Futex.await(address(place), expected, nanos, EVERYBODY);
    }

    private void park(int place, int expected, long nanos, boolean soon, boolean interruptible) {
        Thread current = Thread.currentThread();
        long deadline = System.nanoTime() + nanos;
        long pause = SHORTEST_NANOS;
        boolean interrupted = false;
        while (here.get(place) == current && (int) words.getVolatile(base + (long) place * Long.BYTES) == expected) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || interruptible && current.isInterrupted()) {
                break;
            }
            // Parking returns at once while an interrupt is pending: put it aside.
            interrupted |= !interruptible && Thread.interrupted();
            LockSupport.parkNanos(this, soon ? Math.min(left, pause) : left);
            pause = Math.min(pause * 2, LONGEST_NANOS);
        }
        if (interrupted) {
            current.interrupt();
        }
    }

    @Override
    public void wake(int place) {
        Thread thread = here.get(place);
        if (thread != null && isParked(thread)) {
            here.compareAndSet(place, thread, null);
            LockSupport.unpark(thread);
        } else if (first != null) {
            Futex.wake(address(place), 1, EVERYBODY);
        }
    }

    @Override
    public void wakeLocal() {
        for (int place = 0; place < here.length(); place++) {
            if (here.get(place) != null) {
                wake(place);
            }
        }
    }

    @Override
    public boolean hasInterrupts() {
        return interrupts.get() > 0;
    }

    private boolean isParked(Thread thread) {
        return first == null || VirtualThreads.isVirtual(thread);
    }

    private long address(int place) {
        return address + (long) place * Long.BYTES;
    }
}
