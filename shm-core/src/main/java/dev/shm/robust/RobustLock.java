package dev.shm.robust;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import dev.shm.process.Incarnation;

/**
 * The engine of every lock: re-entrant mutual exclusion among the threads of many processes, inherited from whoever dies
 * with it. There is one per word and JVM (class loader).
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: the next acquirer recovers. Allocation: none after open.
 */
public final class RobustLock implements Engine {
    /*
     * Invariants
     *
     *  1. Who owns is what the word says, at every instant. All else is written by the owner for those who want to know.
     *  2. The word leaves an owner by one atomic step: a CAS of its own, or an heir's CAS from exactly the word
     *     of a dead owner. There is no state "being unlocked" or "being inherited" (glibc bug 20985 was one).
     *  3. A thread sleeps only at a word that has W, and who takes W away wakes one, unless it dies before. For that case
     *     every process that has a sleeper has a mourner, which makes the sleepers look again if the word is free, its owner
     *     dead, or W missing (glibc bug 20973).
     *  4. `holder` says whose details stand beside the word: it is set before the section and cleared behind it, so an owner
     *     that died with holder = X was X itself in its section, or an heir of X that had not recorded X's death yet.
     *
     * Source: U. Drepper, "Futexes Are Tricky" (2011), mutex 2, with the owner in the word as in the robust mutexes of POSIX.
     */
    private final Words words;
    private final long base;
    private final long me;
    private final RobustStripe stripe; // null: it stands alone

    /* The owner, if it is one of ours. Written by the owner, and by the mourner after its end. Read plainly: a thread that
     * owns has written it itself, and no other finds itself here. */
    private Thread owner;
    private int holds;
    private boolean closing; // read plainly, but behind the CAS
    private final Conditions conditions;
    private final FairQueue queue; // null: it isn't fair
    private volatile Vigil vigil; // of a stripe's lock: made when one asks for it for the first time

    /**
     * The engine of one word. To be {@linkplain #close closed}.
     * @param words the memory
     * @param base where its {@link #lengthBytes} begin
     * @param self this process
     * @param site what surrounds it
     */
    public RobustLock(Words words, long base, Incarnation self, LockSite site) {
        this.words = words;
        this.base = base;
        this.me = OwnerWord.owner(self);
        this.stripe = null;
        this.conditions = new Conditions(this, RobustLayout.CONDITIONS);
        this.queue = site.places() == 0 ? null : new FairQueue(this, me, site.places());
        this.vigil = new Vigil(this, site, null);
    }

    /** One of a stripe: as little in the heap as can be, for there are many. */
    RobustLock(Words words, long base, Incarnation self, RobustStripe stripe) {
        this.words = words;
        this.base = base;
        this.me = OwnerWord.owner(self);
        this.stripe = stripe;
        this.conditions = Conditions.NONE;
        this.queue = null;
    }

    /** {@return how many bytes of shared memory it takes if it isn't fair} */
    public static int lengthBytes() {
        return lengthBytes(Fairness.BARGING);
    }

    /**
     * {@return how many bytes of shared memory it takes}
     * @param fairness which kind
     */
    public static int lengthBytes(Fairness fairness) {
        return fairness == Fairness.FAIR ? RobustLayout.LENGTH + FairLayout.LENGTH : RobustLayout.LENGTH;
    }

    // ---- acquire and release ----

    /**
     * Acquires, whether interrupted or not, and waits as long as need be.
     * @param handling how
     */
    public void lock(Handling handling) {
        if (!tryFast()) {
            try (Acquisition acquisition = new Acquisition(this, handling)) {
                acquisition.await(Long.MAX_VALUE, false);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /**
     * Acquires, and waits until then or an interrupt.
     * @param handling how
     * @param nanos how long to wait at most
     * @return whether acquired
     * @throws InterruptedException if interrupted before or while waiting; the lock was not acquired
     */
    public boolean lockInterruptibly(Handling handling, long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (tryFast()) {
            return true;
        }
        try (Acquisition acquisition = new Acquisition(this, handling)) {
            return acquisition.await(nanos, true);
        }
    }

    /**
     * Acquires if nobody who lives has it.
     * @param handling how
     * @return whether acquired
     */
    public boolean tryLock(Handling handling) {
        return tryFast() || new Acquisition(this, handling).tryOnce();
    }

    boolean tryFast() {
        Thread current = Thread.currentThread();
        if (owner == current) {
            if (holds == Integer.MAX_VALUE) {
                throw new IllegalStateException("too many holds: lock=" + site().name() + ", holds=" + holds
                        + "; unlock it as often as it is locked");
            }
            holds++;
            return true;
        }
        if (words.compareAndSet(base, OwnerWord.FREE, me)) {
            holds = 1;
            owner = current;
            refuseIfClosing();
            writeDetails(current);
            return true;
        }
        return false;
    }

    /**
     * Releases one hold, with the last of them the lock.
     * @throws IllegalMonitorStateException if the current thread does not own it
     */
    public void unlock() {
        requireOwner("unlock");
        if (holds > 1) {
            holds--;
        } else {
            release();
        }
    }

    /**
     * Refuses who does not own it.
     * @param what the thread wants, for the message
     * @throws IllegalMonitorStateException if the current thread does not own it
     */
    public void requireOwner(String what) {
        if (owner != Thread.currentThread()) {
            throw new IllegalMonitorStateException("not the owner: lock=" + site().name() + ", thread="
                    + Thread.currentThread().getName() + ", owner="
                    + LockReport.of(this).ownerOrWhyNobody() + "; only the thread that locked it may " + what);
        }
    }

    /** Releases all holds at once, to wait for a condition; says how many they were. */
    int releaseAll() {
        int all = holds;
        release();
        return all;
    }

    /** Acquires again after {@link #releaseAll}. */
    void reacquire(Handling handling, int formerHolds) {
        lock(handling);
        holds = formerHolds;
    }

    /** Takes the owner out of the word, in one step, however many holds there are. */
    void release() {
        owner = null;
        long due = conditions.takeDue();
        // What the section stored comes first: from here on the section counts as done, whoever dies.
        words.setRelease(base + RobustLayout.HOLDER_OFFSET, 0);
        if (!words.compareAndSet(base, me, OwnerWord.FREE)) {
            releaseFlagged();
        }
        if (due != 0) {
            conditions.wake(due);
        }
    }

    private void releaseFlagged() {
        long word;
        long next;
        do {
            word = ownWord();
            next = queue == null ? OwnerWord.withoutOwner(word) : queue.withoutOwner(word);
        } while (!words.compareAndSet(base, word, next) || !OwnerWord.isFree(next));
        if (OwnerWord.has(word, OwnerWord.WAITERS)) {
            vigil().wake(1);
        }
    }

    /** Nobody shall own it again. */
    void releasePoisoned() {
        owner = null;
        words.setRelease(base + RobustLayout.HOLDER_OFFSET, 0);
        while (!words.compareAndSet(base, ownWord(), OwnerWord.POISONED)) {}
        vigil().wake(Integer.MAX_VALUE);
    }

    /** The word, as long as it says that this process owns. */
    private long ownWord() {
        long word = word();
        if (OwnerWord.ownerOf(word) != me) {
            throw new RegionDamagedException(site().name(), base, word);
        }
        return word;
    }

    // ---- for an acquisition ----

    long word() {
        return words.getVolatile(base);
    }

    /** Takes the word from a state in which it may be taken. */
    boolean take(long word, long flags) {
        if (!words.compareAndSet(base, word, me | flags)) {
            return false;
        }
        holds = 1;
        owner = Thread.currentThread();
        return true;
    }

    boolean addFlag(long word, long flag) {
        return words.compareAndSet(base, word, word | flag);
    }

    /** Says who owns. */
    void writeDetails(Thread current) {
        OwnerDetails.write(words, base, me, current);
    }

    void countContended() {
        OwnerDetails.countContended(words, base);
    }

    // ---- for the vigil ----

    Vigil vigil() {
        Vigil made = vigil;
        return made != null ? made : makeVigil();
    }

    private synchronized Vigil makeVigil() {
        if (vigil == null) {
            vigil = new Vigil(this, stripe.siteAt(base), stripe.awaited());
        }
        return vigil;
    }

    /** The thread of this process that owns; null if none does, or has not told yet. */
    Thread ownerHere() {
        return owner;
    }

    boolean isOurs(long word) {
        return OwnerWord.ownerOf(word) == me;
    }

    /**
     * Forgets a thread that has ended, if it is still the owner; says whether. Of several that look only one does: the others
     * must not take the thread's heir for the thread.
     */
    synchronized boolean forgetOwnerHere(Thread ended) {
        if (owner != ended) {
            return false;
        }
        owner = null;
        return true;
    }

    // ---- opening and closing ----

    @Override
    public void open() {
        Mourner.get().add(vigil);
        conditions.open();
    }

    /**
     * From here on who acquires gives it back. The caller then looks whether it {@linkplain #held is held}, and closes or
     * cancels: of a thread that acquires just now and the closer at least one sees the other.
     */
    @Override
    public void beginClose() {
        closing = true;
        words.getAndAdd(base + RobustLayout.TOKEN_OFFSET, 0); // a full fence: closing before the look at the word
    }

    @Override
    public void cancelClose() {
        closing = false;
    }

    @Override
    public String held() {
        long word = word();
        return isOurs(word) && !OwnerWord.has(word, OwnerWord.THREAD_ENDED) ? site().name() + ", " + report() : null;
    }

    @Override
    public void close() {
        conditions.close();
        Mourner.get().dismiss(vigil);
    }

    /** For one who has just acquired. */
    void refuseIfClosing() {
        if (closing) {
            release();
            throw new IllegalStateException("closed: lock=" + site().name() + "; its space is closed or being closed");
        }
    }

    // ---- for those who want to know ----

    /** {@return the conditions of this lock, the same at every call} */
    public Conditions conditions() {
        return conditions;
    }

    /** {@return whether it serves in the order of coming} */
    public boolean isFair() {
        return queue != null;
    }

    /** {@return whether the current thread owns it} */
    public boolean isHeldByCurrentThread() {
        return owner == Thread.currentThread();
    }

    /** {@return whether nobody owns it, nobody starves for it, and nothing is wrong with it, or the current thread has it} */
    public boolean letsOthersPass() {
        return (word() & ~OwnerWord.WAITERS) == OwnerWord.FREE || isHeldByCurrentThread();
    }

    /** {@return whether another thread owns it, of whatever process, dead or alive} */
    public boolean isOwnedByAnother() {
        return !OwnerWord.isFree(word()) && !isHeldByCurrentThread();
    }

    /** {@return how many holds the current thread has, 0 if it does not own it} */
    public int holdCount() {
        return isHeldByCurrentThread() ? holds : 0;
    }

    /** {@return what can be read of it at this moment} */
    public LockReport report() {
        return LockReport.of(this);
    }

    long token() {
        return words.getPlain(base + RobustLayout.TOKEN_OFFSET);
    }

    Words words() {
        return words;
    }

    long base() {
        return base;
    }

    LockSite site() {
        return vigil().site();
    }

    FairQueue queue() {
        return queue;
    }

    DeathLog deaths() {
        return stripe == null ? new FullDeathLog(words, base) : new ShortDeathLog(words, base);
    }

    @Override
    public String toString() {
        return site().name();
    }
}
