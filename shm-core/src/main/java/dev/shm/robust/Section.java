package dev.shm.robust;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import dev.shm.process.Incarnation;

/**
 * A critical section over some words of an object, short and among all processes: all that a journal commits in it has
 * happened, or nothing. One that is killed inside leaves it to be {@linkplain #enter entered} by the next, who finishes what
 * was committed.
 *
 * <p>Threads: any. Processes: any. Progress: blocking, for as long as others are inside. Peer crash: the next one finishes.
 * Allocation: none.
 */
public final class Section {
    private final RobustLock lock;
    private final Journal journal;
    private final String name;
    private final long journalOffset;

    /**
     * The section of one object.
     *
     * @param words the memory
     * @param lockOffset where {@link RobustLock#lengthBytes()} of the object begin
     * @param journalOffset where {@link Journal#LENGTH} of it begin
     * @param self this process
     * @param site of the object
     */
    public Section(Words words, long lockOffset, long journalOffset, Incarnation self, LockSite site) {
        this.lock = new RobustLock(words, lockOffset, self, site.companion(lockOffset, Fairness.BARGING));
        this.journal = new Journal(words, journalOffset);
        this.name = site.name();
        this.journalOffset = journalOffset;
    }

    /**
     * Enters, and finishes what one that died inside had committed.
     *
     * @throws RegionDamagedException if something else has written into the journal; it is not inside
     */
    public void enter() {
        lock.lock(Handling.DEFAULT);
        begin();
    }

    /**
     * Enters, unless that takes too long, as where one that is inside was stopped.
     *
     * @param nanos how long to wait at most; if not positive not at all
     * @return whether it is inside
     * @throws InterruptedException if interrupted before or while waiting
     */
    public boolean tryEnter(long nanos) throws InterruptedException {
        boolean inside = nanos > 0 ? lock.lockInterruptibly(Handling.DEFAULT, nanos) : lock.tryLock(Handling.DEFAULT);
        if (inside) {
            begin();
        }
        return inside;
    }

    /** Leaves. */
    public void exit() {
        lock.unlock();
    }

    /** {@return what changes several words at once; for one that is inside} */
    public Journal journal() {
        return journal;
    }

    /** {@return the lock, in whose record deaths stand} */
    public RobustLock lock() {
        return lock;
    }

    /**
     * {@return whether one is dead that was inside: what it had committed may not be seen before somebody enters}. Asks the
     * system now and then.
     */
    public boolean isAbandoned() {
        return lock.vigil().isOwnerDead(true);
    }

    /** {@return the same, as far as it is known; costs next to nothing} */
    public boolean isKnownAbandoned() {
        return lock.vigil().isOwnerDead(false);
    }

    /** Enters and leaves if one that was inside is dead, as far as that is known. */
    public void finishIfAbandoned() {
        if (isAbandoned()) {
            enter();
            exit();
        }
    }

    /** Has the mourner look after it. */
    public void open() {
        lock.open();
    }

    /** The memory is closed: who waits finds that out now. */
    public void close() {
        lock.close();
    }

    /** Who can't begin leaves: others are not to wait for one that lives. */
    private void begin() {
        try {
            journal.begin();
        } catch (IndexOutOfBoundsException e) {
            RegionDamagedException damage = new RegionDamagedException(name, journalOffset, journal.count());
            lock.unlock();
            throw damage;
        } catch (Throwable e) {
            lock.unlock();
            throw e;
        }
    }
}
