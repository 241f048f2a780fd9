package dev.shm.wait;

import dev.shm.memory.MappedWords;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits in the kernel. Virtual threads park instead: a system call would pin their carrier. So do threads that wait for
 * more at once than the kernel can.
 *
 * <p>Each process waits with one of 32 bits of its own, so that the mourner and an interrupt can wake the threads of this
 * process without disturbing (most of) the others'.
 */
final class KernelWaitPoint implements WaitPoint {
    private static final int EVERYBODY = -1;

    private final ByteBuffer word;
    private final long address;
    private final int ownBit;
    private final ParkedThreads virtual; // and others that park
    /* Interrupted threads that may not have noticed: the wake-up for one that is just about to sleep goes astray. */
    private final AtomicInteger interrupts = new AtomicInteger();

    KernelWaitPoint(MappedWords words, long offset, int process) {
        word = words.word(offset);
        address = Futex.address(word);
        ownBit = 1 << (process & 31);
        virtual = new ParkedThreads(words, offset);
    }

    @Override
    public void await(int expected, long nanos, boolean interruptible) {
        if (VirtualThreads.isVirtual(Thread.currentThread())) {
            virtual.await(expected, nanos, interruptible);
        } else if (interruptible) {
            new Interruption(interrupts, this::wakeLocal).run(() -> Futex.await(address, expected, nanos, ownBit));
        } else {
            Futex.await(address, expected, nanos, ownBit);
        }
    }

    /** By one system call, where the kernel has that; virtual threads, and more words than it takes, look again and again. */
    @Override
    public void awaitAny(WaitPoint[] points, int[] expected, long nanos) {
        if (points.length <= FutexVector.MOST
                && !VirtualThreads.isVirtual(Thread.currentThread())
                && FutexVector.isAvailable()) {
            long[] addresses = new long[points.length];
            for (int i = 0; i < addresses.length; i++) {
                addresses[i] = ((KernelWaitPoint) points[i]).address;
            }
            new Interruption(interrupts, this::wakeLocal).run(() -> FutexVector.await(addresses, expected, nanos));
            return;
        }
        ParkedThreads[] all = new ParkedThreads[points.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = ((KernelWaitPoint) points[i]).virtual;
        }
        ParkedThreads.awaitAny(all, expected, nanos);
    }

    @Override
    public void wake(int count) {
        if (!virtual.isEmpty()) {
            virtual.wake(count);
        }
        Futex.wake(address, count, EVERYBODY);
    }

    @Override
    public void wakeLocal() {
        virtual.wakeAll();
        Futex.wake(address, Integer.MAX_VALUE, ownBit);
    }

    @Override
    public boolean hasInterrupts() {
        return interrupts.get() > 0;
    }
}
