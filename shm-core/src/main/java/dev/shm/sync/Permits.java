package dev.shm.sync;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessInfo;
import dev.shm.robust.Handling;
import dev.shm.robust.LockSite;
import dev.shm.robust.RobustLock;
import dev.shm.robust.Section;
import dev.shm.robust.Shares;
import java.util.Map;
import java.util.TreeMap;

/** Where the permits of a semaphore are, and how they move: see the invariants of {@link RobustSemaphore}. */
final class Permits {
    private static final int VISITS_TO_OPEN = 8;
    /* Of the 8 words that the journal takes one is the pool. */
    private static final int SHARES_AT_ONCE = 7;

    private final Words words;
    private final long base;
    private final LockSite site;
    private final Shares shares;
    private final Section section;
    private final long own;

    /** Those of a semaphore at {@code base}, changed in {@code section}. */
    Permits(Words words, long base, Incarnation self, LockSite site, Section section) {
        this.words = words;
        this.base = base;
        this.site = site;
        this.section = section;
        this.shares = new Shares(words, base + SemaphoreLayout.SHARES_OFFSET, self, site);
        this.own = shares.own();
    }

    // ---- in the own share, while it is open ----

    /** Acquires permits that are at hand; says whether it did. */
    boolean tryAcquire(int permits) {
        while (shares.isJoined()) {
            long share = words.getPlain(own);
            if (!PermitShare.isOpen(share) || PermitShare.atHand(share) < permits) {
                return false;
            }
            if (words.compareAndSet(own, share, PermitShare.acquired(share, permits))) {
                return true;
            }
        }
        return false;
    }

    /** The own share, as long as it is open; else a closed one. */
    long openShare() {
        return shares.isJoined() ? words.getPlain(own) : 0;
    }

    /** Releases permits into a share that was open and such; says whether it still was. */
    boolean tryRelease(long share, int permits) {
        return words.compareAndSet(own, share, PermitShare.released(share, permits));
    }

    // ---- in the section ----

    /** To be called first in the section. */
    void enter() {
        if (!shares.isJoined()) {
            if (shares.isKnownDead(shares.ownSlot())) {
                settle(shares.ownSlot()); // what stands there is of one that had the slot before
            }
            shares.join();
        }
        long visits = words.getPlain(base + SemaphoreLayout.VISITS_OFFSET);
        boolean again = words.getPlain(base + SemaphoreLayout.CUSTOMER_OFFSET) == shares.owner(shares.ownSlot());
        words.setPlain(base + SemaphoreLayout.VISITS_OFFSET, again ? visits + 1 : 1);
        words.setPlain(base + SemaphoreLayout.CUSTOMER_OFFSET, shares.owner(shares.ownSlot()));
    }

    /** Has all permits to itself. */
    void closeAll() {
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            close(slot);
        }
    }

    private void close(int slot) {
        long offset = shares.offset(slot);
        long share = words.getVolatile(offset);
        while (PermitShare.isOpen(share) && !words.compareAndSet(offset, share, PermitShare.closed(share))) {
            share = words.getVolatile(offset);
        }
    }

    /** Puts into the pool what is at hand of any process. All shares are closed. */
    void gather() {
        long pool = pool();
        int moved = 0;
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            long share = shares.of(slot);
            if (PermitShare.atHand(share) > 0) {
                pool += PermitShare.atHand(share);
                section.journal().set(shares.offset(slot), PermitShare.share(PermitShare.inUse(share), 0));
                moved++;
            }
            if (moved == SHARES_AT_ONCE || slot == 1 && moved > 0) {
                section.journal().set(poolOffset(), pool);
                section.journal().commit();
                moved = 0;
            }
        }
    }

    /** Puts into the pool what the dead had. */
    void settleDead() {
        shares.isAnyDeadByNow();
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            if (shares.of(slot) != 0 && shares.isKnownDead(slot)) {
                settle(slot);
            }
        }
    }

    private void settle(int slot) {
        close(slot);
        long share = shares.of(slot);
        long permits = PermitShare.inUse(share) + PermitShare.atHand(share);
        if (permits == 0) {
            return;
        }
        if (PermitShare.inUse(share) > 0) {
            shares.recordDeath(
                    slot,
                    section.lock(),
                    "permits came back: semaphore=" + site.name() + ", permits=" + PermitShare.inUse(share));
        }
        section.journal().set(poolOffset(), pool() + permits);
        section.journal().set(shares.offset(slot), 0);
        section.journal().commit();
    }

    /** Moves permits from the pool to those that this process has in use. */
    void take(long permits) {
        long share = words.getVolatile(own);
        section.journal().set(poolOffset(), pool() - permits);
        section.journal().set(own, PermitShare.share(PermitShare.inUse(share) + permits, PermitShare.atHand(share)));
        section.journal().commit();
    }

    /** The own share, closed. */
    long closedShare() {
        close(shares.ownSlot());
        return words.getVolatile(own);
    }

    /** Moves permits of this process, or new ones, to the pool. The own share is closed. */
    void giveBack(long share, int permits) {
        long rest = Math.max(0, PermitShare.inUse(share) - permits);
        section.journal().set(poolOffset(), pool() + permits);
        section.journal().set(own, PermitShare.share(rest, PermitShare.atHand(share)));
        section.journal().commit();
    }

    /** Makes or takes away permits in the pool. */
    void setPool(long permits) {
        section.journal().set(poolOffset(), permits);
        section.journal().commit();
    }

    /** Lets the threads of this process take and give back by themselves, if nobody else seems to want to. */
    void openIfAlone(RobustLock turnstile) {
        long pool = pool();
        if (words.getPlain(base + SemaphoreLayout.VISITS_OFFSET) < VISITS_TO_OPEN
                || pool < 0
                || pool > PermitShare.MOST
                || !turnstile.tryLock(Handling.DEFAULT)) {
            return;
        }
        try {
            long share = PermitShare.closed(words.getVolatile(own));
            if (turnstile.holdCount() == 1 && PermitShare.atHand(share) + pool <= PermitShare.MOST) {
                section.journal().set(poolOffset(), 0);
                section.journal().set(own, share + pool | PermitShare.OPEN);
                section.journal().commit();
            }
        } finally {
            turnstile.unlock();
        }
    }

    // ---- at any time ----

    /** How many are to be had, the dead left aside; below 0 after a reduction. */
    long available() {
        long sum = pool();
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            sum += PermitShare.atHand(shares.of(slot));
        }
        return sum;
    }

    /** How many this process has in use. */
    int inUseHere() {
        return shares.isJoined() ? (int) PermitShare.inUse(words.getVolatile(own)) : 0;
    }

    /** Who has how many in use, dead or alive. */
    Map<ProcessInfo, Integer> holders() {
        Map<ProcessInfo, Integer> holders = new TreeMap<>((a, b) -> Long.compare(a.pid(), b.pid()));
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            int permits = (int) PermitShare.inUse(shares.of(slot));
            if (permits > 0) {
                holders.merge(shares.info(slot), permits, Integer::sum);
            }
        }
        return holders;
    }

    /** Whether one is dead that has any, or was just about to change something; may ask the system. */
    boolean isAnyDead() {
        return section.isAbandoned() || shares.isAnyDead();
    }

    /** The same, but asks the system only if nobody of this process has for a while. */
    boolean isAnyDeadByNow() {
        return section.isAbandoned() || shares.isAnyDeadByNow();
    }

    /** Whether one that was found dead has any. */
    boolean isAnyKnownDead() {
        if (section.isKnownAbandoned()) {
            return true;
        }
        return shares.isAnyKnownDead();
    }

    private long poolOffset() {
        return base + SemaphoreLayout.POOL_OFFSET;
    }

    /** Those that no process has. */
    long pool() {
        return words.getVolatile(poolOffset());
    }
}
