package dev.shm.locks;

import dev.shm.robust.AnyOf;
import dev.shm.robust.Awaitable;
import dev.shm.robust.Awaited;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Waits until one of several things is ready, as Python's {@code multiprocessing.connection.wait}: events, latches, ends of
 * processes, of the same space or of several.
 *
 * <p>It tells what is ready, and takes nothing: who is told of an event that somebody else clears at once was told the truth,
 * a little late; and of one that was set and cleared again while the thread slept it may never be told.
 *
 * <p>Up to 128 are one wait in the kernel, on Linux 5.16 and later; of more, in a virtual thread, on an older kernel or with the
 * portable wait the thread looks at all of them every 10 ms at least.
 *
 * <p>Immutable. Threads: any. Processes: any. Progress: blocking. Peer crash: no effect, but that an end is ready. Allocation:
 * little.
 */
public final class WaitSet {
    private final List<Awaitable> members;
    private final AnyOf any;

    private WaitSet(List<Awaitable> members) {
        this.members = members;
        Awaited[] engines = members.stream().map(Awaitable::awaited).toArray(Awaited[]::new);
        Set<Awaited> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < engines.length; i++) {
            if (!seen.add(engines[i])) {
                throw new IllegalArgumentException("twice: " + members.get(i) + "; take each once");
            }
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("nothing to wait for");
        }
        this.any = new AnyOf(engines);
    }

    /**
     * {@return a set of these}
     * @param members at least one, each once
     */
    public static WaitSet of(Awaitable... members) {
        return new WaitSet(List.of(members));
    }

    /**
     * {@return a set of these}
     * @param members at least one, each once
     */
    public static WaitSet of(Collection<? extends Awaitable> members) {
        return new WaitSet(List.copyOf(members));
    }

    /** {@return those that are ready now, in the order of the set} */
    public List<Awaitable> ready() {
        return members.stream().filter(Awaitable::isReady).toList();
    }

    /**
     * Waits until one is ready. Blocking.
     *
     * @return those that are, in the order of the set; not empty
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws IllegalStateException if a space is closed
     */
    public List<Awaitable> await() throws InterruptedException {
        List<Awaitable> ready = List.of();
        while (ready.isEmpty()) { // one that was ready may not be any more
            any.await(Long.MAX_VALUE);
            ready = ready();
        }
        return ready;
    }

    /**
     * Waits until one is ready or the time is over. Blocking.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return those that are ready, in the order of the set; empty if the time is over
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws IllegalStateException if a space is closed
     */
    public List<Awaitable> await(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        long begin = System.nanoTime();
        while (true) {
            long left = nanos - (System.nanoTime() - begin);
            boolean inTime = any.await(left);
            List<Awaitable> ready = ready();
            if (!ready.isEmpty() || !inTime) {
                return ready;
            }
        }
    }

    /** {@return how many there are} */
    public int size() {
        return members.size();
    }

    /** {@return its members} */
    @Override
    public String toString() {
        return "WaitSet " + members;
    }
}
