package dev.shm.robust;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Where threads of many processes wait until something holds that others bring about: the one wait of all synchronisers
 * but the lock. It knows nothing of what they wait for; whoever changes that {@linkplain #advance advances} the count.
 *
 * <pre>
 *   63 ────────────── 32   31   30 ───────────────────── 0
 *  ┌─────────────────────┬────┬────────────────────────────┐
 *  │ (zero)              │ W  │ count                      │
 *  └─────────────────────┴────┴────────────────────────────┘
 *                        └──── the futex: the low half ────┘
 *
 *   W  somebody may sleep        set by: one about to sleep     cleared, with count + 1, by: one that advances, who then wakes
 * </pre>
 *
 * <p>Source: D. Reed and R. Kanodia, "Synchronization with Eventcounts and Sequencers" (1979).
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: a wake-up that it owed is made up for. Allocation: little.
 */
public final class EventCount implements Mourned {
    /*
     * Of one that changes a state and one that is about to sleep, one sees the other:
     *
     *   changer   state = new (volatile)       sleeper   CAS W
     *             W? CAS count + 1, wake                 state? else sleep while the word is the same
     *
     * Who is killed between two of the changer's steps leaves sleepers behind, of whom the mourner of each process asks, at
     * every look, whether what they wait for holds, and whether a process has died that matters.
     */

    /** How many bytes of shared memory it takes. */
    public static final int LENGTH = 64;

    private static final long WAITERS = 1L << 31;
    private static final long COUNT_MASK = WAITERS - 1;

    private final Words words;
    private final long offset;
    private final WaitSite site;
    private final BooleanSupplier deathMatters;
    private final Set<Sleeper> sleepers = ConcurrentHashMap.newKeySet();
    private volatile boolean awaited;
    private final Pace pace;

    /**
     * The event count of one word. To be {@linkplain #close closed}.
     *
     * @param words the memory
     * @param offset where its {@link #LENGTH} bytes begin
     * @param site what surrounds it
     * @param deathMatters asked by the mourner at each look while a thread of this process sleeps: has a process died so that
     *     the sleepers have something to do? It must not block
     */
    public EventCount(Words words, long offset, WaitSite site, BooleanSupplier deathMatters) {
        this.words = words;
        this.offset = offset;
        this.site = site;
        this.deathMatters = deathMatters;
        this.pace = new Pace(site);
    }

    /**
     * Waits until a condition holds.
     *
     * @param condition what is waited for: cheap, without effects, and asked by other threads as well
     * @param handling how to idle before sleeping
     * @param nanos how long to wait at most
     * @param interruptible whether an interrupt ends the wait
     * @return whether it held when last looked; false if the time is over
     * @throws InterruptedException if interrupted before or while waiting, and the condition did not hold
     */
    public boolean await(BooleanSupplier condition, Handling handling, long nanos, boolean interruptible)
            throws InterruptedException {
        return new EventWait(this, condition).await(handling, nanos, interruptible);
    }

    /**
     * Waits until an attempt succeeds.
     *
     * @param attempt what is wanted: does it and says whether it is done; made once at least
     * @param mayBe whether it is worth an attempt: cheap, without effects, and asked by other threads as well
     * @param handling how to idle before sleeping
     * @param nanos how long to wait at most; if not positive not at all
     * @param interruptible whether an interrupt ends the wait
     * @return whether it is done; false if the time is over
     * @throws InterruptedException if interrupted before or while waiting; it is not done
     */
    public boolean awaitDone(
            BooleanSupplier attempt, BooleanSupplier mayBe, Handling handling, long nanos, boolean interruptible)
            throws InterruptedException {
        long deadline = site.deadline(nanos);
        while (!attempt.getAsBoolean()) {
            long left = site.left(deadline, nanos);
            if (!await(mayBe, handling, left, interruptible)) {
                return false;
            }
        }
        return true;
    }

    /** Says that somebody may sleep, and at which value of the low half. */
    int announce() {
        long word = words.getVolatile(offset);
        while ((word & WAITERS) == 0 && !words.compareAndSet(offset, word, word | WAITERS)) {
            word = words.getVolatile(offset);
        }
        return (int) (word | WAITERS);
    }

    /**
     * Makes all look again who wait. To be called behind a volatile store, or an atomic operation, that changed what they
     * wait for. Costs one read if nobody sleeps.
     */
    public void advance() {
        while (true) {
            long word = words.getVolatile(offset); // SYNC event-announced
            if ((word & WAITERS) == 0) {
                return;
            }
            if (words.compareAndSet(offset, word, word + 1 & COUNT_MASK)) {
                site.waitPoint().wake(Integer.MAX_VALUE);
                return;
            }
        }
    }

    /** The low half. If it is the same a while after {@link #advance}, nobody has been about to sleep since. */
    int count() {
        return (int) words.getVolatile(offset);
    }

    /** {@return whether somebody may sleep here, of whatever process} */
    public boolean isAnnounced() {
        return (words.getVolatile(offset) & WAITERS) != 0;
    }

    /** {@return the same, perhaps not the newest: for who has just changed something, and may be a little late} */
    public boolean isAnnouncedPlain() {
        return (words.getPlain(offset) & WAITERS) != 0;
    }

    WaitSite site() {
        return site;
    }

    /** {@return how many threads of all live processes sleep here; over as soon as it is said} */
    public int waiters() {
        return site.waiters();
    }

    // ---- the sleepers of this process ----

    synchronized Sleeper enlist(BooleanSupplier condition) {
        Sleeper sleeper = new Sleeper(condition);
        sleepers.add(sleeper);
        changed();
        site.hurryMourner();
        return sleeper;
    }

    synchronized void strike(Sleeper sleeper) {
        sleepers.remove(sleeper);
        changed();
    }

    private void changed() {
        awaited = !sleepers.isEmpty();
        site.publishWaiters(sleepers.size());
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
            if (site.waitPoint().hasInterrupts() || !isAnnounced() || deathMatters.getAsBoolean() || anyMayGoOn()) {
                wakeLocal();
            }
        } catch (RegionDamagedException | IllegalStateException e) {
            wakeLocal(); // the sleepers find that themselves
            throw e;
        }
    }

    /** For one who doesn't sleep, and so has no mourner ask for it: asks who has died, if nobody has for a while. */
    void lookForDeadIfDue() {
        if (pace.isDue()) {
            deathMatters.getAsBoolean();
        }
    }

    private boolean anyMayGoOn() {
        for (Sleeper sleeper : sleepers) {
            if (sleeper.condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void wakeLocal() {
        site.waitPoint().wakeLocal();
    }

    /** Has the mourner look after it. */
    public void open() {
        Mourner.get().add(this);
    }

    /** The memory is closed: who waits finds that out now. */
    public void close() {
        Mourner.get().dismiss(this);
    }

    /* Not a record: two that wait for the same are two. */
    static final class Sleeper {
        final BooleanSupplier condition;

        Sleeper(BooleanSupplier condition) {
            this.condition = condition;
        }
    }
}
