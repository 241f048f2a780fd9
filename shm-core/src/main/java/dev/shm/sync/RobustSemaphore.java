package dev.shm.sync;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessInfo;
import dev.shm.robust.Engine;
import dev.shm.robust.EventCount;
import dev.shm.robust.Fairness;
import dev.shm.robust.Handling;
import dev.shm.robust.LockReport;
import dev.shm.robust.LockSite;
import dev.shm.robust.RobustLock;
import dev.shm.robust.Section;
import dev.shm.robust.Turnstile;
import java.util.Map;

/**
 * The engine of every semaphore: permits that processes have, and that come back from the dead.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: its permits come back, once. Allocation: none but to wait.
 */
public final class RobustSemaphore implements Engine {
    /*
     * Invariants
     *
     *  1. A permit is in exactly one place: the pool, or a share. It moves between two places by the journal; within an open
     *     share by one CAS. So a kill neither makes nor loses one.
     *  2. An open share is changed by its own process only. Who has the lock closes it first, and then has it for itself.
     *  3. A share is opened only by one that has the lock and, for that moment, the turnstile. Who waits to be told owns the
     *     turnstile before it first looks, and closes all shares with that look: so nobody releases past one that waits.
     *  4. Who releases under the lock advances the event count behind it. One at most waits there: the turnstile's owner.
     *  5. Who passes the turnstile's owner, as one that is stopped, acquires as one that does not wait, and nobody has to tell it.
     */
    private final LockSite site;
    private final boolean bounded;
    private final Section section;
    private final Turnstile turnstile;
    private final Permits permits;

    /**
     * The engine of one semaphore.
     *
     * @param words the memory
     * @param base where its {@link #lengthBytes} begin, with the permits in the first word of a new one
     * @param self this process
     * @param site what surrounds it
     * @param bounded whether a process may release only what it has
     */
    public RobustSemaphore(Words words, long base, Incarnation self, LockSite site, boolean bounded) {
        this.site = site;
        this.bounded = bounded;
        this.section = new Section(
                words, base + SemaphoreLayout.LOCK_OFFSET, base + SemaphoreLayout.JOURNAL_OFFSET, self, site);
        long turnstileAt = base + SemaphoreLayout.TURNSTILE_OFFSET;
        Fairness fairness = site.places() > 0 ? Fairness.FAIR : Fairness.BARGING;
        this.permits = new Permits(words, base, self, site, section);
        long eventsAt = base + SemaphoreLayout.EVENTS_OFFSET;
        this.turnstile = new Turnstile(
                new RobustLock(words, turnstileAt, self, site.companion(turnstileAt, fairness)),
                new EventCount(words, eventsAt, site.neighbour(eventsAt), permits::isAnyDead));
    }

    /** {@return how many bytes of shared memory it takes if it isn't fair} */
    public static int lengthBytes() {
        return SemaphoreLayout.LENGTH;
    }

    // ---- acquire ----

    /**
     * Acquires permits, and waits until they are there.
     *
     * @param count how many, not negative
     * @param handling how
     * @param nanos how long to wait at most
     * @param interruptible whether an interrupt ends the wait
     * @return whether acquired
     * @throws InterruptedException if interrupted before or while waiting; nothing was acquired
     */
    public boolean acquire(int count, Handling handling, long nanos, boolean interruptible)
            throws InterruptedException {
        if (interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return permits.tryAcquire(count)
                || turnstile.await(() -> acquireUnderLock(count), () -> mayHave(count), handling, nanos, interruptible);
    }

    /** For one that waits: is it worth while to come to the lock? */
    private boolean mayHave(int count) {
        return permits.available() >= count || permits.isAnyKnownDead();
    }

    /**
     * Acquires permits if they are there, whoever waits.
     *
     * @param count how many, not negative
     * @return whether acquired
     */
    public boolean tryAcquire(int count) {
        return permits.tryAcquire(count) || acquireUnderLock(count);
    }

    private boolean acquireUnderLock(int count) {
        enter();
        try {
            permits.closeAll();
            if (permits.available() < count) {
                permits.settleDead();
            }
            if (permits.available() < count) {
                return false;
            }
            permits.gather();
            permits.take(count);
            permits.openIfAlone(turnstile.lock());
            return true;
        } finally {
            section.exit();
        }
    }

    private void enter() {
        section.enter();
        permits.enter();
    }

    // ---- release ----

    /**
     * Releases permits.
     *
     * @param count how many, not negative
     * @throws IllegalStateException if that would be more than there can be, or than this process has in a bounded one
     */
    public void release(int count) {
        for (long share = permits.openShare(); PermitShare.isOpen(share); share = permits.openShare()) {
            refuseIfTooMany(share, count, 0);
            if (permits.tryRelease(share, count)) {
                return;
            }
        }
        enter();
        try {
            long share = permits.closedShare();
            refuseIfTooMany(share, count, permits.pool());
            permits.giveBack(share, count);
            permits.openIfAlone(turnstile.lock());
        } finally {
            section.exit();
        }
        turnstile.events().advance();
    }

    private void refuseIfTooMany(long share, int count, long pool) {
        if (bounded && PermitShare.inUse(share) < count) {
            throw new IllegalStateException("released too often: semaphore=" + site.name() + ", permits=" + count
                    + ", held by this process=" + PermitShare.inUse(share)
                    + "; of a bounded semaphore a process releases only what it has acquired");
        }
        long available = pool + PermitShare.atHand(share);
        if (available + count > PermitShare.MOST) {
            throw new IllegalStateException("too many permits: semaphore=" + site.name() + ", available=" + available
                    + ", released=" + count + "; there are at most " + PermitShare.MOST);
        }
    }

    /**
     * Takes away permits, be it those that are in use: then as many have to be released before anybody acquires one.
     *
     * @param count how many, not negative
     */
    public void reduce(int count) {
        enter();
        try {
            permits.closeAll();
            permits.gather();
            long rest = permits.pool() - count;
            if (rest < -PermitShare.MOST) {
                throw new IllegalStateException("too few permits: semaphore=" + site.name() + ", available="
                        + permits.pool() + ", reduction=" + count + "; there are at least " + -PermitShare.MOST);
            }
            permits.setPool(rest);
        } finally {
            section.exit();
        }
    }

    /**
     * Acquires all that are there.
     *
     * @return how many; if there were less than none, so many as were missing have been added
     */
    public int drain() {
        enter();
        try {
            permits.closeAll();
            permits.settleDead();
            permits.gather();
            long all = Math.min(permits.pool(), PermitShare.MOST - permits.inUseHere());
            if (all < 0) {
                permits.setPool(0);
            } else {
                permits.take(all);
            }
            return (int) all;
        } finally {
            section.exit();
        }
    }

    // ---- for those who want to know ----

    /** {@return how many permits are there, below 0 after a reduction; over as soon as it is said} */
    public int availablePermits() {
        if (permits.isAnyDeadByNow()) {
            enter();
            try {
                permits.settleDead();
            } finally {
                section.exit();
            }
            turnstile.events().advance();
        }
        return (int) Math.min(permits.available(), PermitShare.MOST);
    }

    /** {@return how many permits this process has acquired and not released} */
    public int heldPermits() {
        return permits.inUseHere();
    }

    /** {@return who has how many permits, dead or alive, all at one moment} */
    public Map<ProcessInfo, Integer> holders() {
        enter();
        try {
            permits.closeAll(); // else one could give a permit back, and another take it, between two looks
            return permits.holders();
        } finally {
            section.exit();
        }
    }

    /** {@return how many threads of all live processes wait} */
    public int waiters() {
        return turnstile.waiters();
    }

    /** {@return whether a process may release only what it has} */
    public boolean isBounded() {
        return bounded;
    }

    /** {@return whether it serves in the order of coming} */
    public boolean isFair() {
        return turnstile.lock().isFair();
    }

    /** {@return what can be read of its deaths: those of whom permits came back} */
    public LockReport report() {
        return section.lock().report();
    }

    // ---- opening and closing ----

    @Override
    public void open() {
        section.open();
        turnstile.open();
    }

    @Override
    public void close() {
        turnstile.close();
        section.close();
    }

    /** {@return what it is, for people; it does not fail even if it is closed} */
    @Override
    public String toString() {
        try {
            StringBuilder text = new StringBuilder("permits: ").append(permits.available());
            permits.holders()
                    .forEach((holder, count) -> text.append(", pid ")
                            .append(holder.pid())
                            .append(" has ")
                            .append(count));
            return text.toString();
        } catch (IllegalStateException e) {
            return "closed";
        }
    }
}
