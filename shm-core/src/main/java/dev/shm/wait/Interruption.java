package dev.shm.wait;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hears of an interrupt while the thread sleeps in a system call: the JDK tells a selector, between {@code begin()} and
 * {@code end()}, by {@link #wakeup()}. It is the one public way, and as a selector it is never opened nor used.
 */
final class Interruption extends AbstractSelector {
    private final AtomicInteger pending;
    private final Runnable wake;
    private volatile boolean interrupted;

    /** Counts itself in {@code pending} from the interrupt until the thread has left the system call. */
    Interruption(AtomicInteger pending, Runnable wake) {
        super(null);
        this.pending = pending;
        this.wake = wake;
    }

    void run(Runnable systemCall) {
        begin();
        try {
            if (!interrupted) {
                systemCall.run();
            }
        } finally {
            end();
            if (interrupted) {
                pending.decrementAndGet();
            }
        }
    }

    @Override
    public Selector wakeup() {
        // Only ever called once per run: by begin() or by the interrupter, under the thread's own lock.
        if (!interrupted) {
            pending.incrementAndGet();
            interrupted = true;
            wake.run();
        }
        return this;
    }

    @Override
    protected void implCloseSelector() {
        // There is nothing to be closed.
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SelectionKey> keys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int selectNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select(long timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select() {
        throw new UnsupportedOperationException();
    }
}
