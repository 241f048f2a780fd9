package dev.shm.robust;

import java.util.Set;

/**
 * Who of this process sleeps for a lock, and the looks at its word on their behalf: is its owner dead, has its thread ended,
 * is a wake-up missing?
 */
final class Vigil implements Mourned {
    private final RobustLock lock;
    private final LockSite site;
    /* Of a stripe: those of its locks that are awaited. Null: the mourner looks after this one by itself. */
    private final Set<Vigil> company;
    private int sleepers; // guarded by this
    private volatile boolean awaited;
    private volatile long knownDead;
    private final Pace pace;
    /* Who looks is almost always the mourner alone; another one at worst takes a wake-up for missing that isn't. */
    private volatile long tokenWhenFree = -1;
    private volatile boolean freeWithoutMark;

    Vigil(RobustLock lock, LockSite site, Set<Vigil> company) {
        this.lock = lock;
        this.site = site;
        this.company = company;
        this.pace = new Pace(site);
    }

    LockSite site() {
        return site;
    }

    @Override
    public boolean isAwaited() {
        return awaited;
    }

    synchronized void beginSleeping() {
        sleepers++;
        awaited = true;
        if (company != null) {
            company.add(this);
        }
        site.publishWaiters(sleepers);
        site.hurryMourner();
    }

    synchronized void endSleeping() {
        sleepers--;
        awaited = sleepers > 0;
        if (company != null && !awaited) {
            company.remove(this);
        }
        site.publishWaiters(sleepers);
    }

    /** Wakes so many who sleep, of whatever process; in a fair lock the first one. */
    void wake(int count) {
        if (lock.queue() == null) {
            site.waitPoint().wake(count);
        } else {
            lock.queue().callFirst();
        }
    }

    @Override
    public void wakeLocal() {
        if (lock.queue() == null) {
            site.waitPoint().wakeLocal();
        } else {
            lock.queue().waitPlaces().wakeLocal();
        }
    }

    @Override
    public boolean isOwnedHere() {
        return lock.ownerHere() != null;
    }

    /** Whether the owner in a word was found dead. That it was once makes it true for ever: no process comes back. */
    boolean isKnownDead(long word) {
        return OwnerWord.has(word, OwnerWord.THREAD_ENDED) || knownDead != 0 && knownDead == OwnerWord.ownerOf(word);
    }

    /** Whether nobody owns it, or one that was found dead. */
    boolean isToBeHad(long word) {
        return OwnerWord.isFree(word) || isKnownDead(word);
    }

    /** Whether the owner was found dead; if need be the system is asked, unless it just was. */
    boolean isOwnerDead(boolean ask) {
        long word = lock.word();
        if (ask && !isToBeHad(word)) {
            visitIfDue();
        }
        return !OwnerWord.isFree(word) && isKnownDead(word);
    }

    /** For one who doesn't sleep, and so has no mourner look for it: looks, if nobody has for a while. */
    void visitIfDue() {
        if (pace.isDue()) {
            visit();
        }
    }

    @Override
    public void visit() {
        long word = lock.word();
        if (lock.isOurs(word)) {
            markIfThreadEnded(word);
        } else if (!OwnerWord.isFree(word)
                && !isKnownDead(word)
                && site.isDead(OwnerWord.slot(word), OwnerWord.number(word))) {
            knownDead = OwnerWord.ownerOf(word);
        }
        if (!awaited) {
            return;
        }
        if (lock.queue() != null) {
            lock.queue().tend();
        } else if (site.waitPoint().hasInterrupts() || needsAttention(lock.word())) {
            wakeLocal();
        }
    }

    private void markIfThreadEnded(long seen) {
        Thread thread = lock.ownerHere();
        if (thread == null || thread.isAlive()) {
            return;
        }
        // It may have unlocked before it ended, and another thread of ours own by now; or another one of us looks, too.
        // Before the mark: a thread of ours that inherits at once must not be taken for the dead one.
        if (!lock.forgetOwnerHere(thread)) {
            return;
        }
        long word = seen;
        while (lock.isOurs(word) && !lock.addFlag(word, OwnerWord.THREAD_ENDED)) {
            word = lock.word();
        }
        if (OwnerWord.has(word, OwnerWord.WAITERS)) {
            wake(1);
        }
    }

    /** Whether a sleeper could do something that nobody may tell it. */
    private boolean needsAttention(long word) {
        boolean free = OwnerWord.isFree(word) && !OwnerWord.has(word, OwnerWord.POISONED);
        boolean unmarked = free && !OwnerWord.has(word, OwnerWord.WAITERS);
        boolean still = unmarked && freeWithoutMark;
        freeWithoutMark = unmarked;
        if (free) {
            // A wake-up may be on its way. It was lost if nobody has acquired since the last look; or if, as then,
            // nobody is to be woken:
            // others who come and go, and don't know that somebody sleeps, must not hide that.
            long token = lock.token();
            boolean lost = still || tokenWhenFree == token;
            tokenWhenFree = token;
            return lost;
        }
        tokenWhenFree = -1;
        return isKnownDead(word) || OwnerWord.has(word, OwnerWord.POISONED) || !OwnerWord.has(word, OwnerWord.WAITERS);
    }

    @Override
    public String toString() {
        return lock.toString();
    }
}
