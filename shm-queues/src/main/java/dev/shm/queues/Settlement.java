package dev.shm.queues;

import dev.shm.memory.Words;
import dev.shm.queues.Hands.Hand;
import dev.shm.robust.Journal;
import dev.shm.robust.LockSite;
import dev.shm.robust.Shares;

/**
 * What becomes of that which processes have of a queue, in their shares, when they die or leave: what is in hand comes back, or is
 * lost and told; what is owed counts as done. Each share once, in one commit at last.
 */
final class Settlement {
    private final Words words;
    private final long base;
    private final Slots slots;
    private final SlotsInUse inUse;
    private final Shares shares;
    private final Journal journal;
    private final LockSite site;
    private volatile boolean deathSeen;

    Settlement(Words words, long base, Slots slots, SlotsInUse inUse, Shares shares, Journal journal, LockSite site) {
        this.words = words;
        this.base = base;
        this.slots = slots;
        this.inUse = inUse;
        this.shares = shares;
        this.journal = journal;
        this.site = site;
    }

    // ---- at any time ----

    /** Whether one was found dead whose share is to be settled; whoever enters the section next does it. */
    boolean isDue() {
        return deathSeen;
    }

    /** Asks the system whether one is dead that has elements in hand. */
    boolean findDead() {
        return find(TakenShare.of(1, 0));
    }

    /** The same, or that owes a {@code taskDone}. */
    boolean findDeadDebtor() {
        return find(1);
    }

    private boolean find(long least) {
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            if (Long.compareUnsigned(shares.of(slot), least) >= 0 && shares.isDead(slot)) {
                deathSeen = true;
            }
        }
        return deathSeen;
    }

    /** How many elements consumers had in hand who died. */
    long orphans() {
        return words.getVolatile(base + QueueLayout.ORPHANS_OFFSET);
    }

    // ---- in the section ----

    /** The last consumer that died with elements in hand; null if there was none. */
    ConsumerDeath lastDeath() {
        long n = deaths();
        return n == 0 ? null : ConsumerDeath.read(words, record(n - 1));
    }

    /** Settles what those left who were found dead. */
    void settleIfDue() {
        if (deathSeen) {
            deathSeen = false;
            for (int slot = shares.highestSlot(); slot > 0; slot--) {
                if (shares.of(slot) != 0 && shares.isKnownDead(slot)) {
                    settle(slot);
                }
            }
        }
    }

    /**
     * Settles the share of a slot. Cut short, it is done again.
     *
     * <pre>
     *   for each slot in its hand:  owner = 0, returned + 1, and one less is owed; if nothing is, done - 1
     *   done + what is owed, share = 0, and the death is counted
     * </pre>
     */
    void settle(int slot) {
        long share = shares.of(slot);
        long inHand = TakenShare.inHand(share);
        long owed = TakenShare.owed(share);
        if (inUse.areRedelivered()) {
            inUse.refuseInsane();
            long head = inUse.head();
            for (long n = inUse.saneFloor(head); n < head; n++) {
                if (slots.owner(n) == shares.owner(slot)) {
                    owed = giveBack(n, slot, inHand, owed);
                }
            }
        }
        boolean isDeath = inHand > 0 && shares.owner(slot) != shares.self();
        if (isDeath) {
            record(ConsumerDeath.of(shares.info(slot), inHand));
        }
        addToDone(owed);
        journal.set(shares.offset(slot), 0);
        journal.commit();
        if (isDeath) {
            warn("a consumer died: queue=" + inUse.name() + ", elements in hand=" + inHand + ", they are "
                    + (inUse.areRedelivered() ? "delivered again" : "lost") + ", died=" + lastDeath());
        }
    }

    /**
     * What a thread of this process had in hand that has ended comes back, and is told; if nothing comes back, it is done, as if the thread
     * had taken once more: a thread that has taken its last element ends, and that is no death. What the process owes, others of its
     * threads may still say to be done, but for that which comes back.
     */
    void settleEnded(Hand hand) {
        int slot = shares.ownSlot();
        long inHand = TakenShare.inHand(shares.of(slot));
        long owed = TakenShare.owed(shares.of(slot));
        if (!inUse.areRedelivered()) {
            journal.set(shares.offset(slot), TakenShare.of(inHand - hand.count(), owed));
            journal.commit();
            return;
        }
        for (int i = 0; i < hand.count(); i++) {
            long n = inUse.findInHand(hand.position(i), shares.self());
            if (n >= 0) {
                owed = giveBack(n, slot, --inHand, owed);
            }
        }
        record(ConsumerDeath.of(shares.info(slot), hand.count()));
        journal.commit();
        warn("a thread ended: queue=" + inUse.name() + ", thread=" + hand.threadName() + ", elements in hand="
                + hand.count() + ", they are delivered again");
    }

    private void warn(String consequence) {
        if (inUse.areWarnedOf()) {
            site.warn(consequence);
        }
    }

    /** Slot n comes back, which a process has in hand, who is left with so much; says how much it still owes. */
    private long giveBack(long n, int slot, long inHand, long owed) {
        if (owed == 0) {
            addToDone(-1); // it was said to be done, and is to be done again
        }
        long less = Math.max(0, owed - 1);
        journal.set(shares.offset(slot), TakenShare.of(inHand, less));
        inUse.giveBack(n);
        return less;
    }

    private void addToDone(long more) {
        long done = base + QueueLayout.DONE_OFFSET;
        journal.set(done, words.getVolatile(done) + more);
    }

    /** Counts from the next commit on. */
    private void record(ConsumerDeath death) {
        long n = deaths();
        death.write(words, record(n));
        journal.set(base + QueueLayout.DEATHS_OFFSET, n + 1);
        journal.set(base + QueueLayout.ORPHANS_OFFSET, orphans() + death.elements());
    }

    private long deaths() {
        return words.getVolatile(base + QueueLayout.DEATHS_OFFSET);
    }

    private long record(long n) {
        return base + QueueLayout.DEATH_RECORDS_OFFSET + (n & 1) * ConsumerDeathLayout.LENGTH;
    }
}
