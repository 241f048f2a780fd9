package dev.shm.queues;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.queues.Hands.Hand;
import dev.shm.robust.Journal;
import dev.shm.robust.LockSite;
import dev.shm.robust.Section;
import dev.shm.robust.Shares;
import java.util.List;

/**
 * The side of a queue at which elements are taken: head, what is in hand, and what comes back from the dead. All of it
 * changes in one section, by its journal.
 */
final class Consumers {
    /*
     * Invariants
     *
     *  1. An element is taken in the commit that moves head past it and counts it in the taker's share: killed before it, it was
     *     not taken; killed behind it, it was in hand of one that died.
     *  2. What is in hand has its slot below head, with its owner in it, if elements are redelivered; else its slot is free. It
     *     comes back by one commit, which takes the owner out.
     *  3. A slot that is taken out between others leaves a gap, which moves down slot by slot to the floor. How far it came
     *     stands in a word: whoever enters next goes on.
     *  4. Nobody looks at a slot from floor to tail but in the section. Who waits looks at head, and at the state of its slot.
     */
    private static final long LEAVE_NANOS = 1_000_000_000;

    private final String name;
    private final Words words;
    private final long base;
    private final boolean redeliver;
    private final Slots slots;
    private final SlotsInUse inUse;
    private final Section section;
    private final Journal journal;
    private final Shares shares;
    private final Hands hands = new Hands();
    private final Settlement settlement;

    Consumers(
            Words words,
            long base,
            Incarnation self,
            LockSite site,
            Slots slots,
            long mostElements,
            ConsumerDeathPolicy policy) {
        this.name = site.name();
        this.words = words;
        this.base = base;
        this.redeliver = policy.redelivers();
        this.slots = slots;
        this.section =
                new Section(words, base + QueueLayout.CONSUMERS_OFFSET, base + QueueLayout.JOURNAL_OFFSET, self, site);
        this.journal = section.journal();
        this.shares = new Shares(words, base + QueueLayout.SHARES_OFFSET, self, site);
        this.inUse = new SlotsInUse(name, words, base, slots, mostElements, policy, journal);
        this.settlement = new Settlement(words, base, slots, inUse, shares, journal, site);
    }

    /** Enters the section, unless something is wrong there. */
    void enter() {
        section.enter();
        tend();
    }

    /** Leaves it. */
    void exit() {
        section.exit();
    }

    /** {@return what changes several words at once; for one that is inside} */
    Journal journal() {
        return journal;
    }

    /**
     * First in each section: finishes what one that died inside had begun, and settles what the dead had. Who can't do that leaves:
     * others are not to wait for one that lives.
     */
    private void tend() {
        try {
            inUse.tend();
            settlement.settleIfDue();
        } catch (Throwable e) {
            exit();
            throw e;
        }
    }

    // ---- at any time ----

    /** Which slots are in use. */
    SlotsInUse inUse() {
        return inUse;
    }

    /** Whether it is worth an attempt to take. */
    boolean isReady() {
        return inUse.mayHaveNext() || isSettlementDue() || isClosed() && inUse.isOver();
    }

    boolean isClosed() {
        return words.getVolatile(base + QueueLayout.CLOSED_OFFSET) != 0;
    }

    // ---- taking ----

    /**
     * Takes the next element; what this thread took by its last call is done with it.
     *
     * @param byHandle whether the caller says itself when it is done
     * @return null if there is none
     * @throws QueueClosedException if there is none and there never will be
     */
    Taken take(boolean byHandle) {
        enter();
        try {
            Hand hand = hands.own();
            long share = putDown(hand);
            boolean closed = isClosed(); // before the look: nothing is put behind it
            long n = inUse.next();
            if (n < 0) {
                setShare(share);
                refuseIfOver(closed);
                return null;
            }
            Taken taken = slots.copy(n);
            if (!byHandle) {
                hands.add(hand, taken.position());
            }
            pickUp(n, share);
            return taken;
        } finally {
            exit();
        }
    }

    /** Whether this thread has elements in hand. */
    boolean hasInHand() {
        return hands.isAny() && hands.own().count() > 0;
    }

    /** What this thread took by its last call is done. */
    void putDown() {
        enter();
        try {
            setShare(putDown(hands.own()));
        } finally {
            exit();
        }
    }

    /**
     * Takes elements as long as there are some, to what this thread has in hand.
     *
     * @param to gets them
     * @param most how many at most
     */
    void takeMore(List<Taken> to, int most) {
        enter();
        try {
            join();
            Hand hand = hands.own();
            for (long n = inUse.next(); n >= 0 && to.size() < most; n = inUse.next()) {
                Taken taken = slots.copy(n);
                hands.add(hand, taken.position());
                pickUp(n, shares.of(shares.ownSlot()));
                to.add(taken);
            }
        } finally {
            exit();
        }
    }

    /** For one that is inside, has found nothing, and looked before that whether it is closed. */
    void refuseIfOver(boolean closed) {
        inUse.refuseInsane();
        if (closed && inUse.isOver()) {
            throw new QueueClosedException("closed: queue=" + name + "; all that was put has been taken");
        }
    }

    /** Takes slot n: commits the share as well. */
    private void pickUp(long n, long share) {
        long more = TakenShare.of(TakenShare.inHand(share) + 1, TakenShare.owed(share) + 1);
        journal.set(shares.own(), more);
        inUse.take(n, shares.self());
    }

    // ---- done ----

    /** What one left that had this process's slot before, and died, is settled before the slot's share is this one's. */
    private void join() {
        if (!shares.isJoined()) {
            int slot = shares.ownSlot();
            if (shares.of(slot) != 0 && shares.isKnownDead(slot)) {
                settlement.settle(slot);
            }
            shares.join();
        }
    }

    /** This thread's elements are done. Says what the share is then, and has committed it only where slots are concerned. */
    private long putDown(Hand hand) {
        join();
        long share = shares.of(shares.ownSlot());
        if (hand.count() == 0) {
            return share;
        }
        if (redeliver) {
            for (int i = 0; i < hand.count(); i++) {
                share = finish(hand.position(i), share);
            }
        } else {
            share = TakenShare.of(TakenShare.inHand(share) - hand.count(), TakenShare.owed(share));
        }
        hands.empty(hand);
        return share;
    }

    /** Takes out an element that this process has in hand; with what else the journal has. */
    private long finish(long position, long share) {
        long less = TakenShare.of(TakenShare.inHand(share) - 1, TakenShare.owed(share));
        journal.set(shares.own(), less);
        long n = inUse.findInHand(position, shares.self());
        if (n >= 0) {
            inUse.takeOut(n);
        } else {
            journal.commit();
        }
        return less;
    }

    private void setShare(long share) {
        if (share != shares.of(shares.ownSlot())) {
            journal.set(shares.own(), share);
            journal.commit();
        }
    }

    /** An element that was taken by handle is done. */
    void done(long position) {
        enter();
        try {
            finish(position, shares.of(shares.ownSlot()));
        } finally {
            exit();
        }
    }

    /**
     * One of the elements that this process took is done; if this thread has any in hand, the one that it took first.
     *
     * @throws IllegalStateException if it has said so for all of them
     */
    void taskDone() {
        enter();
        try {
            Hand hand = hands.own();
            long share = shares.isJoined() ? shares.of(shares.ownSlot()) : 0;
            if (TakenShare.owed(share) == 0) {
                throw new IllegalStateException("called too often: queue=" + name
                        + "; taskDone() is for each element once that this process has taken");
            }
            share = TakenShare.of(TakenShare.inHand(share), TakenShare.owed(share) - 1);
            journal.set(base + QueueLayout.DONE_OFFSET, done() + 1);
            if (hand.count() > 0) {
                long position = hand.position(0);
                hands.removeFirst(hand);
                finish(position, share);
            } else {
                journal.set(shares.own(), share);
                journal.commit();
            }
        } finally {
            exit();
        }
    }

    /** How many elements need nothing any more. */
    long done() {
        return words.getVolatile(base + QueueLayout.DONE_OFFSET);
    }

    /** See {@link SlotsInUse#compact}; says which slot was the first one in use then. */
    long compact(long bytesTail, boolean wholly) {
        enter();
        try {
            inUse.compact(bytesTail, wholly);
            return inUse.floor();
        } finally {
            exit();
        }
    }

    // ---- the dead ----

    /** Whether one is dead that had elements in hand, or was inside; may ask the system. For the mourner. */
    boolean isAnyDead() {
        return settlement.findDead() | section.isAbandoned();
    }

    /** The same of those who owe a {@code taskDone}, too. */
    boolean isAnyDebtorDead() {
        return settlement.findDeadDebtor() | section.isAbandoned();
    }

    /** Whether one was found dead whose share is to be settled, or who was inside: what it had committed may not be seen yet. */
    boolean isSettlementDue() {
        return settlement.isDue() || section.isKnownAbandoned();
    }

    /** Settles what those left who were found dead. */
    void settle() {
        enter();
        exit();
    }

    /** Asks the system who is dead, and settles what they left; says whether there may have been anything. */
    boolean settleNow() {
        boolean abandoned = section.isAbandoned();
        if (abandoned) {
            settle(); // only then it is seen what that one had taken
        }
        boolean due = settlement.findDeadDebtor();
        if (due) {
            settle();
        }
        return due || abandoned;
    }

    /** How many elements consumers had in hand who died. */
    long orphans() {
        return settlement.orphans();
    }

    /** The last consumer that died with elements in hand; null if there was none. */
    ConsumerDeath lastDeath() {
        enter();
        try {
            return settlement.lastDeath();
        } finally {
            exit();
        }
    }

    // ---- threads that have ended, and leaving ----

    /** Whether a thread of this process has ever taken one, that has not ended since. */
    boolean isAnyTakerHere() {
        return hands.isAny();
    }

    /** Settles what threads of this process had in hand that have ended; says whether there may be some. Doesn't wait. */
    boolean settleEnded() throws InterruptedException {
        if (!hands.isAnyEnded() || !section.tryEnter(0)) {
            return false;
        }
        tend();
        try {
            hands.forgetEnded(settlement::settleEnded);
            return true;
        } finally {
            exit();
        }
    }

    /** The process leaves in good order: what it has comes back, and it is no death. Waits for others only for a while. */
    void leave() throws InterruptedException {
        if (shares.isJoined() && shares.of(shares.ownSlot()) != 0 && section.tryEnter(LEAVE_NANOS)) {
            tend();
            try {
                settlement.settle(shares.ownSlot());
            } finally {
                exit();
            }
        }
    }

    // ---- opening and closing ----

    void open() {
        section.open();
    }

    void close() {
        section.close();
    }
}
