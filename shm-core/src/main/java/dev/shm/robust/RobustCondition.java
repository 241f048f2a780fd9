package dev.shm.robust;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * The engine of every condition: threads of many processes that gave a lock back until one that has it signals. There is
 * one per word and JVM (class loader).
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: a signal that a dead waiter got goes to the others, and
 * an owner's death wakes all who wait. Allocation: little.
 */
public final class RobustCondition implements Mourned {
    /*
     * Invariants
     *
     *  1. All but a mourner change the word only as owners of the lock. Each change is one CAS; see ConditionWord.
     *  2. A live thread that waits is counted in `waiting`, or a mourner has let it go. So a signal finds it.
     *  3. A signal stays in `owed` until one that had waited before it has the lock again. A thread that the kernel woke for
     *     it and that died on the way leaves it there; nobody asks whether the thread lives: if the lock is free and still
     *     nobody comes for it, a mourner lets all go. They return for no reason, as Condition permits, and look themselves.
     *     So does everybody when the owner of the lock died, who may have been about to signal: a mourner or the heir lets
     *     them go, whoever is first. Who lets go and is killed before it wakes anybody has moved the epoch: of each process
     *     that has not heard of that the own mourner wakes the threads.
     *  4. Of the threads of one JVM the first listens at the word, the others park behind it. It releases as many of them, in
     *     the order in which they came, as are owed and none of theirs is coming for. If none is owed any more after one signal,
     *     whoever came for it had waited before it too, and has had it. After n of them, all but one may have been taken by
     *     some that began in between: then n - 1 are released, be it for no reason, lest the signals were for them.
     *
     * Source: the sequence and wake of Bionic's pthread_cond_t; `owed` is what makes it robust.
     */
    private static final long SAFETY_NET_NANOS = 10_000_000_000L;
    /* So long a woken thread may take to come for the lock while it could have it, and so long if others come meanwhile. */
    private static final long SLOW_NANOS = 100_000_000L;
    private static final long SLOW_AMONG_OTHERS_NANOS = 1_000_000_000L;
    /* A mourner that was stopped must not take its own pause for a slow thread. */
    private static final long LONGEST_STEP_NANOS = 20_000_000L;

    private final RobustLock lock;
    private final Words words;
    private final int index;
    private final long offset;
    private final WaitSite site;

    private final ArrayDeque<Waiter> queue = new ArrayDeque<>(); // guarded by this: those not released yet
    private int heard; // guarded by this: the half word up to which signals were passed on
    private int coming; // guarded by this: released for a signal in the epoch heard of, and not back yet
    private volatile boolean awaited;

    /* Of the mourner alone. */
    private long lastLook;
    private long lastWord;
    private long lastToken;
    private long sameFor;
    private long owedFor;

    RobustCondition(RobustLock lock, int index) {
        this.lock = lock;
        this.words = lock.words();
        this.index = index;
        this.offset = offset(lock, index);
        this.site = lock.site().neighbour(offset);
    }

    private static long offset(RobustLock lock, int index) {
        return lock.base() + RobustLayout.CONDITIONS_OFFSET + (long) index * RobustLayout.CONDITION_LENGTH;
    }

    // ---- waiting ----

    /**
     * Gives the lock back, waits for a signal, and acquires it again with as many holds as before.
     *
     * @param handling how to acquire
     * @param nanos how long to wait at most
     * @param interruptible whether an interrupt ends the wait
     * @return false if the time is over and there was no signal
     * @throws InterruptedException if interrupted, and there was no signal; the lock is held
     * @throws IllegalMonitorStateException if the current thread does not own the lock
     */
    public boolean await(Handling handling, long nanos, boolean interruptible) throws InterruptedException {
        lock.requireOwner("await");
        if (interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
        Waiter waiter = new Waiter(Thread.currentThread(), begin());
        join(waiter);
        int holds = lock.releaseAll();
        boolean elapsed = false;
        boolean signalled = true;
        try {
            elapsed = !sleep(waiter, nanos, interruptible);
        } finally {
            quit(waiter);
            try {
                lock.reacquire(handling, holds);
                lock.conditions().back();
            } finally {
                signalled = leave(waiter);
            }
        }
        if (!signalled && interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return signalled || !elapsed;
    }

    private int begin() {
        while (true) {
            long word = word();
            if (ConditionWord.waiting(word) == ConditionWord.MOST_WAITING) {
                if (site.waiters() < ConditionWord.MOST_WAITING) {
                    letGo(); // most of them have died
                    continue;
                }
                throw new IllegalStateException("too many wait: condition of " + lock + ", waiting="
                        + ConditionWord.MOST_WAITING + "; take another condition for some of them");
            }
            if (words.compareAndSet(offset, word, ConditionWord.begun(word))) {
                return ConditionWord.half(word);
            }
        }
    }

    /** Says whether it takes a signal with it: whoever comes for another reason takes one all the same, if there is one. */
    private boolean leave(Waiter waiter) {
        synchronized (this) {
            coming -= waiter.comes && isOfEpochHeard(waiter) ? 1 : 0;
        }
        while (true) {
            long word = word();
            if (words.compareAndSet(offset, word, ConditionWord.left(word, waiter.begin))) {
                return ConditionWord.takesSignal(word, waiter.begin);
            }
        }
    }

    /*
     *   until released
     *     time over or interrupted → false
     *     the first of this JVM: the half word has changed → release as many as are owed
     *                            else sleep at the word while it is so
     *     the others: park
     */
    private boolean sleep(Waiter waiter, long nanos, boolean interruptible) {
        long deadline = site.deadline(nanos);
        boolean interrupted = false;
        try {
            while (!waiter.released) {
                long left = nanos == Long.MAX_VALUE ? SAFETY_NET_NANOS : deadline - site.nanoTime();
                if (left <= 0 || interruptible && waiter.thread.isInterrupted()) {
                    return false;
                }
                left = Math.min(left, SAFETY_NET_NANOS);
                if (!waiter.listens) {
                    interrupted |= !interruptible && Thread.interrupted(); // parking would return at once
                    LockSupport.parkNanos(this, left);
                } else if (!passOn()) {
                    site.waitPoint().await(heard(), left, interruptible);
                }
            }
            return true;
        } finally {
            if (interrupted) {
                waiter.thread.interrupt();
            }
        }
    }

    private synchronized void join(Waiter waiter) {
        if (queue.isEmpty()) {
            hear(waiter.begin);
            waiter.listens = true;
        }
        queue.add(waiter);
        changed();
        site.hurryMourner();
    }

    private synchronized int heard() {
        return heard;
    }

    /** Releases who is next if there was a signal; says whether there was one. */
    private synchronized boolean passOn() {
        long word = word();
        int half = ConditionWord.half(word);
        if (half == heard) {
            return false;
        }
        int signals = ConditionWord.signalsBetween(heard, half);
        hear(half);
        int owed = ConditionWord.owed(word) - coming;
        int due = Math.max(owed, signals - 1); // who began between two signals may have taken one that was ours
        for (Waiter next = queue.peek(); next != null && next.begin != half; next = queue.peek()) {
            if (isOfEpochHeard(next)) {
                if (due <= 0) {
                    break;
                }
                next.comes = owed > 0;
                coming += next.comes ? 1 : 0;
                owed--;
                due--;
            }
            queue.remove();
            next.released = true;
            LockSupport.unpark(next.thread);
        }
        changed();
        return true;
    }

    /** Who was let go takes no signal along, and so is not among those that are coming for one. */
    private void hear(int half) {
        if (ConditionWord.epoch(half) != ConditionWord.epoch(heard)) {
            coming = 0;
        }
        heard = half;
    }

    private boolean isOfEpochHeard(Waiter waiter) {
        return ConditionWord.epoch(waiter.begin) == ConditionWord.epoch(heard);
    }

    /** It waits no longer, whether released or not. */
    private synchronized void quit(Waiter waiter) {
        if (!waiter.released) {
            queue.remove(waiter);
        }
        changed();
        Waiter next = queue.peek();
        if (waiter.listens && next != null) {
            next.listens = true;
            LockSupport.unpark(next.thread);
        }
    }

    private void changed() {
        awaited = !queue.isEmpty();
        site.publishWaiters(queue.size());
    }

    // ---- signalling ----

    /**
     * Lets threads return that wait by now, those that have waited for the longest first (among the threads of one JVM).
     *
     * @param count how many at most; all, if there are fewer
     * @throws IllegalMonitorStateException if the current thread does not own the lock
     */
    public void signal(int count) {
        lock.requireOwner("signal");
        while (true) {
            long word = word();
            int chosen = Math.min(count, ConditionWord.waiting(word) - ConditionWord.owed(word));
            if (chosen <= 0) {
                return;
            }
            if (words.compareAndSet(offset, word, ConditionWord.signalled(word, chosen))) {
                lock.conditions().wakeAtRelease(index, count == Integer.MAX_VALUE ? count : chosen);
                return;
            }
        }
    }

    void wake(int count) {
        site.waitPoint().wake(count);
    }

    // ---- for the mourner ----

    @Override
    public boolean isOwnedHere() {
        return false;
    }

    @Override
    public boolean isAwaited() {
        return awaited;
    }

    @Override
    public void visit() {
        try {
            if (!lock.vigil().isAwaited()) {
                lock.vigil().visit(); // else it is looked after anyway
            }
            long word = word();
            if (ConditionWord.waiting(word) > 0 && (mayNeverBeSignalled() || isUnclaimed(word))) {
                letGo();
            } else if (ConditionWord.epoch(ConditionWord.half(word)) != ConditionWord.epoch(heard())) {
                site.waitPoint().wakeLocal(); // whoever has let go may have died before it woke anybody
            }
        } catch (RegionDamagedException | IllegalStateException e) {
            wakeLocal(); // the sleepers find that themselves
            throw e;
        }
        if (site.waitPoint().hasInterrupts()) {
            wakeLocal();
        }
    }

    @Override
    public void wakeLocal() {
        site.waitPoint().wakeLocal();
    }

    private boolean mayNeverBeSignalled() {
        long owner = lock.word();
        return OwnerWord.has(owner, OwnerWord.POISONED) || lock.vigil().isKnownDead(owner);
    }

    /**
     * Whether whoever is owed a signal could have come for it and has not: while one and the same owner has the lock nobody
     * could. If others come and go it may be them who were meant, so that takes longer.
     */
    private boolean isUnclaimed(long word) {
        long now = site.nanoTime();
        long token = lock.token();
        boolean couldCome = token != lastToken || OwnerWord.isFree(lock.word());
        long step = couldCome ? Math.min(now - lastLook, LONGEST_STEP_NANOS) : 0;
        sameFor = word == lastWord ? sameFor + step : 0;
        owedFor = ConditionWord.owed(word) > 0 && ConditionWord.owed(lastWord) > 0 ? owedFor + step : 0;
        lastLook = now;
        lastWord = word;
        lastToken = token;
        return ConditionWord.owed(word) > 0 && (sameFor > SLOW_NANOS || owedFor > SLOW_AMONG_OTHERS_NANOS);
    }

    /** For the heir of a dead owner: those return who wait by now. */
    static void letGoAfterDeath(RobustLock lock, int index) {
        long word = lock.words().getVolatile(offset(lock, index));
        if (ConditionWord.waiting(word) > 0) {
            lock.conditions().get(index).letGo();
        }
    }

    private void letGo() {
        long word;
        do {
            word = word();
        } while (!words.compareAndSet(offset, word, ConditionWord.letGo(word)));
        site.waitPoint().wake(Integer.MAX_VALUE);
    }

    // ---- closing; for those who want to know ----

    /** The memory is closed: who waits finds that out now. */
    void close() {
        Mourner.get().dismiss(this);
    }

    /** {@return how many threads of all live processes wait; over as soon as it is said} */
    public int waiters() {
        return site.waiters();
    }

    private long word() {
        return words.getVolatile(offset);
    }

    @Override
    public String toString() {
        return "condition of " + lock;
    }

    private static final class Waiter {
        final Thread thread;
        final int begin;
        volatile boolean released;
        boolean comes; // guarded by the condition: it was released for a signal
        volatile boolean listens;

        Waiter(Thread thread, int begin) {
            this.thread = thread;
            this.begin = begin;
        }
    }
}
