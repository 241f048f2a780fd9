package dev.shm.queues;

import dev.shm.memory.Words;
import dev.shm.queues.Hands.Hand;
import dev.shm.robust.Journal;
import dev.shm.robust.Shares;
import dev.shm.robust.Warnings;

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
    private volatile boolean deathSeen;

    Settlement(Words words, long base, Slots slots, SlotsInUse inUse, Shares shares, Journal journal) {
        this.words = words;
        this.base = base;
        this.slots = slots;
        this.inUse = inUse;
        this.shares = shares;
        this.journal = journal;
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
     *   for each slot in its hand:  owner = 0, returned + 1, and one less is owed
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
            for (long n = inUse.floor(); n < head; n++) {
                if (slots.owner(n) == shares.owner(slot)) {
                    owed = Math.max(0, owed - 1);
                    journal.set(shares.offset(slot), TakenShare.of(inHand, owed));
                    inUse.giveBack(n);
                }
            }
        }
        boolean isDeath = inHand > 0 && shares.owner(slot) != shares.self();
        if (isDeath) {
            record(ConsumerDeath.of(shares.info(slot), inHand));
        }
        long done = base + QueueLayout.DONE_OFFSET;
        journal.set(done, words.getVolatile(done) + owed);
        journal.set(shares.offset(slot), 0);
        journal.commit();
        if (isDeath) {
            Warnings.log("a consumer died: queue=" + inUse.name() + ", elements in hand=" + inHand + ", they are "
                    + (inUse.areRedelivered() ? "delivered again" : "lost") + ", died=" + lastDeath());
        }
    }

    /** What a thread of this process, which has ended, had in hand comes back, or is in hand no more. */
    void settleEnded(Hand hand) {
        long share = shares.of(shares.ownSlot());
        long inHand = TakenShare.inHand(share);
        long owed = TakenShare.owed(share);
        if (!inUse.areRedelivered()) {
            journal.set(shares.own(), TakenShare.of(inHand - hand.count(), owed));
            journal.commit();
            return;
        }
        System.getLogger("dev.shm.queues")
                .log(
                        System.Logger.Level.WARNING,
                        "a thread ended with elements in hand, they are delivered again: queue=" + inUse.name()
                                + ", thread=" + hand.threadName() + ", elements=" + hand.count());
        for (int i = 0; i < hand.count(); i++) {
            long n = inUse.findInHand(hand.position(i), shares.self());
            if (n >= 0) {
                journal.set(shares.own(), TakenShare.of(--inHand, --owed));
                inUse.giveBack(n);
            }
        }
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
