package dev.shm.queues;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.queues.Hands.Hand;
import dev.shm.robust.Journal;
import dev.shm.robust.LockSite;
import dev.shm.robust.Section;
import dev.shm.robust.Shares;
import dev.shm.robust.Warnings;
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
    private final long mostElements;
    private final Slots slots;
    private final Section section;
    private final Journal journal;
    private final Shares shares;
    private final Hands hands = new Hands();
    private volatile boolean deathSeen;

    Consumers(
            Words words,
            long base,
            Incarnation self,
            LockSite site,
            Slots slots,
            long mostElements,
            boolean redeliver) {
        this.name = site.name();
        this.words = words;
        this.base = base;
        this.redeliver = redeliver;
        this.mostElements = mostElements;
        this.slots = slots;
        this.section =
                new Section(words, base + QueueLayout.CONSUMERS_OFFSET, base + QueueLayout.JOURNAL_OFFSET, self, site);
        this.journal = section.journal();
        this.shares = new Shares(words, base + QueueLayout.SHARES_OFFSET, self, site);
    }

    private void enter() {
        section.enter();
        tend();
    }

    /** First in each section: finishes what one that died inside had begun, and settles what the dead had. */
    private void tend() {
        finishGap();
        if (deathSeen) {
            deathSeen = false;
            settleDead();
        }
    }

    // ---- at any time ----

    /** Whether it is worth an attempt to take. */
    boolean isReady() {
        long head = head();
        return slots.isFilled(head)
                || deathSeen
                || redeliver && get(QueueLayout.RETURNED_OFFSET) != 0
                || isClosed() && floor() == put()
                || section.isKnownAbandoned()
                || !isSane(head, tail());
    }

    /** How many elements are to be taken. */
    long size() {
        while (true) {
            long head = head();
            long size = put() - head + (redeliver ? get(QueueLayout.RETURNED_OFFSET) : 0);
            if (head == head()) {
                return Math.max(0, Math.min(size, mostElements));
            }
        }
    }

    /** The first slot in use. */
    long floor() {
        return redeliver ? get(QueueLayout.FLOOR_OFFSET) : head();
    }

    /** Where the bytes in use begin, or before that. To be read behind {@link #floor()}. */
    long bytesFloor() {
        return words.getAcquire(base + QueueLayout.BYTES_FLOOR_OFFSET);
    }

    private long head() {
        return get(QueueLayout.HEAD_OFFSET);
    }

    /** How many elements were put, also by one that died before it had moved the tail. */
    long put() {
        long tail = tail();
        return slots.isFilled(tail) ? tail + 1 : tail;
    }

    private long tail() {
        return get(QueueLayout.TAIL_OFFSET);
    }

    boolean isClosed() {
        return get(QueueLayout.CLOSED_OFFSET) != 0;
    }

    /** One that puts may be a step ahead of its tail, and die there. */
    private boolean isSane(long head, long tail) {
        return head >= 0 && tail - head >= -1 && tail - head <= mostElements;
    }

    private void refuseInsane() {
        long head = head();
        long floor = floor();
        if (!isSane(head, tail()) && head == head()) {
            throw new RegionDamagedException(name, base + QueueLayout.HEAD_OFFSET, head);
        }
        if (floor > head || head - floor > mostElements) {
            throw new RegionDamagedException(name, base + QueueLayout.FLOOR_OFFSET, floor);
        }
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
            long n = next();
            if (n < 0) {
                setShare(share);
                refuseInsane();
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
            section.exit();
        }
    }

    /** What this thread took by its last call is done. */
    void putDown() {
        enter();
        try {
            setShare(putDown(hands.own()));
        } finally {
            section.exit();
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
            for (long n = next(); n >= 0 && to.size() < most; n = next()) {
                Taken taken = slots.copy(n);
                hands.add(hand, taken.position());
                pickUp(n, shares.of(shares.ownSlot()));
                to.add(taken);
            }
        } finally {
            section.exit();
        }
    }

    private void refuseIfOver(boolean closed) {
        if (closed && floor() >= put()) {
            throw new QueueClosedException("closed: queue=" + name + "; all that was put has been taken");
        }
    }

    /** The slot to be taken next; -1 if there is none. What came back goes first. */
    private long next() {
        long head = head();
        if (redeliver && get(QueueLayout.RETURNED_OFFSET) != 0) {
            for (long n = floor(); n < head; n++) {
                if (slots.owner(n) == 0) {
                    return n;
                }
            }
        }
        return slots.isFilled(head) ? head : -1;
    }

    /** Takes slot n: commits the share as well. */
    private void pickUp(long n, long share) {
        long more = TakenShare.of(TakenShare.inHand(share) + 1, TakenShare.owed(share) + 1);
        journal.set(shares.own(), more);
        long head = head();
        if (!redeliver) {
            takeOut(n);
        } else if (n == head) {
            slots.setOwner(n, shares.self());
            journal.set(base + QueueLayout.HEAD_OFFSET, head + 1);
            journal.commit();
        } else {
            journal.set(slots.ownerOffset(n), shares.self());
            journal.set(base + QueueLayout.RETURNED_OFFSET, get(QueueLayout.RETURNED_OFFSET) - 1);
            journal.commit();
        }
    }

    // ---- done ----

    /** What one left that had this process's slot before, and died, is settled before the slot's share is this one's. */
    private void join() {
        if (!shares.isJoined()) {
            int slot = shares.ownSlot();
            if (shares.of(slot) != 0 && shares.isKnownDead(slot)) {
                giveUp(slot, shares.of(slot));
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
        long n = redeliver ? find(position, floor(), head()) : -1;
        if (n >= 0 && slots.owner(n) == shares.self()) {
            takeOut(n);
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
            section.exit();
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
            section.exit();
        }
    }

    /** How many elements need nothing any more. */
    long done() {
        return get(QueueLayout.DONE_OFFSET);
    }

    // ---- slots ----

    /** Takes out slot n, with what else the journal has. */
    private void takeOut(long n) {
        long floor = floor();
        long head = head();
        if (n == floor) {
            long end = slots.end(n); // before the commit: from then on it may be filled anew
            advance(floor, head, n >= head);
            words.setRelease(base + QueueLayout.BYTES_FLOOR_OFFSET, end);
        } else {
            journal.set(base + QueueLayout.GAP_OFFSET, gap(n, n >= head));
            journal.commit();
            finishGap();
        }
    }

    private void advance(long floor, long head, boolean untaken) {
        if (redeliver) {
            journal.set(base + QueueLayout.FLOOR_OFFSET, floor + 1);
        }
        if (untaken) {
            journal.set(base + QueueLayout.HEAD_OFFSET, head + 1);
        }
        journal.commit();
    }

    private static long gap(long n, boolean untaken) {
        return n + 1 << 1 | (untaken ? 1 : 0);
    }

    /*
     *   gap = n                             the element of slot n is out
     *   while n > floor:  slot n = slot n - 1;  gap = n - 1
     *   gap = 0, floor + 1, and head + 1 if it had not been taken
     */
    private void finishGap() {
        long gap = words.getPlain(base + QueueLayout.GAP_OFFSET);
        if (gap == 0) {
            return;
        }
        boolean untaken = (gap & 1) != 0;
        long floor = floor();
        long n = (gap >>> 1) - 1;
        if (n < floor || n - floor > mostElements) {
            throw new RegionDamagedException(name, base + QueueLayout.GAP_OFFSET, gap);
        }
        for (; n > floor; n--) {
            slots.moveUp(n - 1);
            words.setRelease(base + QueueLayout.GAP_OFFSET, gap(n - 1, untaken));
            words.fenceStores();
        }
        journal.set(base + QueueLayout.GAP_OFFSET, 0);
        advance(floor, head(), untaken);
    }

    /** The slot of an element; -1 if it is not there. Their positions ascend. */
    private long find(long position, long from, long to) {
        long low = ceiling(position, from, to);
        return low < to && slots.position(low) == position ? low : -1;
    }

    /** The first slot whose position is not less. */
    private long ceiling(long position, long from, long to) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = low + high >>> 1;
            if (slots.position(middle) < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    // ---- looking without taking ----

    /**
     * Copies the first element, in the order of coming, that is to be taken and not before a position.
     *
     * @return null if there is none
     */
    Taken look(long position) {
        enter();
        try {
            long head = head();
            if (redeliver) {
                for (long n = ceiling(position, floor(), head); n < head; n++) {
                    if (slots.owner(n) == 0) {
                        return slots.copy(n);
                    }
                }
            }
            long n = ceiling(position, head, Math.max(head, put()));
            return slots.isFilled(n) ? slots.copy(n) : null;
        } finally {
            section.exit();
        }
    }

    /** Copies the element that would be taken next; null if there is none. */
    Taken peek() {
        enter();
        try {
            long n = next();
            return n < 0 ? null : slots.copy(n);
        } finally {
            section.exit();
        }
    }

    /** Removes an element that is to be taken; says whether it was still there. */
    boolean remove(long position) {
        enter();
        try {
            long n = find(position, floor(), Math.max(head(), put()));
            if (n < 0 || n < head() && slots.owner(n) != 0) {
                return false;
            }
            removeAt(n);
            return true;
        } finally {
            section.exit();
        }
    }

    /** Removes all that are to be taken. */
    void clear() {
        enter();
        try {
            for (long n = next(); n >= 0; n = next()) {
                removeAt(n);
            }
        } finally {
            section.exit();
        }
    }

    private void removeAt(long n) {
        journal.set(base + QueueLayout.DONE_OFFSET, done() + 1);
        if (n < head()) {
            journal.set(base + QueueLayout.RETURNED_OFFSET, get(QueueLayout.RETURNED_OFFSET) - 1);
        }
        takeOut(n);
    }

    // ---- for the producer, who has the producers' lock ----

    /**
     * Finds out exactly where the bytes in use begin, and moves those in hand together, so that one who keeps an element for long
     * does not keep the room of those behind it.
     *
     * @param bytesTail where the bytes of the next element begin
     */
    void compact(long bytesTail) {
        enter();
        try {
            long floor = floor();
            long head = head();
            long end = slots.isFilled(head) ? slots.start(head) : bytesTail;
            for (long n = head - 1; n >= floor; n--) {
                end = slots.slideBytes(n, end);
            }
            words.setRelease(base + QueueLayout.BYTES_FLOOR_OFFSET, end);
        } finally {
            section.exit();
        }
    }

    // ---- the dead ----

    /** Whether one is dead that had elements in hand, or was inside; may ask the system. For the mourner. */
    boolean isAnyDead() {
        return findDead(true) | section.isAbandoned();
    }

    /** The same of those who owe a {@code taskDone}, too. */
    boolean isAnyDebtorDead() {
        return findDead(false) | section.isAbandoned();
    }

    private boolean findDead(boolean inHandOnly) {
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            long share = shares.of(slot);
            if (share != 0 && (!inHandOnly || TakenShare.inHand(share) > 0) && shares.isDead(slot)) {
                deathSeen = true;
            }
        }
        return deathSeen;
    }

    boolean isDeathSeen() {
        return deathSeen;
    }

    /** Settles what the dead left, as far as they are known. */
    void settle() {
        enter();
        section.exit();
    }

    /** Asks the system who is dead, and settles what they left; says whether there was anything. */
    boolean settleNow() {
        boolean abandoned = section.isAbandoned();
        if (abandoned) {
            settle(); // only then it is seen what that one had taken
        }
        if (findDead(false)) {
            settle();
            return true;
        }
        return abandoned;
    }

    private void settleDead() {
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            long share = shares.of(slot);
            if (share != 0 && shares.isKnownDead(slot)) {
                giveUp(slot, share);
            }
        }
    }

    /** What a process has comes back, or is lost, and what it owes counts as done. Cut short, it is done again. */
    private void giveUp(int slot, long share) {
        long inHand = TakenShare.inHand(share);
        long owed = TakenShare.owed(share);
        if (redeliver) {
            long head = head();
            for (long n = floor(); n < head; n++) {
                if (slots.owner(n) == shares.owner(slot)) {
                    owed = Math.max(0, owed - 1);
                    journal.set(shares.offset(slot), TakenShare.of(inHand, owed));
                    giveBack(n);
                }
            }
        }
        boolean isDeath = inHand > 0 && shares.owner(slot) != shares.self();
        if (isDeath) {
            record(ConsumerDeath.of(shares.info(slot), inHand));
        }
        journal.set(base + QueueLayout.DONE_OFFSET, done() + owed);
        journal.set(shares.offset(slot), 0);
        journal.commit();
        if (isDeath) {
            Warnings.log("a consumer died: queue=" + name + ", elements in hand=" + inHand + ", they are "
                    + (redeliver ? "delivered again" : "lost") + ", died=" + lastDeathRecord());
        }
    }

    /** Counts from the next commit on. */
    private void record(ConsumerDeath death) {
        long n = get(QueueLayout.DEATHS_OFFSET);
        death.write(words, deathRecord(n));
        journal.set(base + QueueLayout.DEATHS_OFFSET, n + 1);
        journal.set(base + QueueLayout.ORPHANS_OFFSET, orphans() + death.elements());
    }

    private long deathRecord(long n) {
        return base + QueueLayout.DEATH_RECORDS_OFFSET + (n & 1) * ConsumerDeathLayout.LENGTH;
    }

    private ConsumerDeath lastDeathRecord() {
        long n = get(QueueLayout.DEATHS_OFFSET);
        return n == 0 ? null : ConsumerDeath.read(words, deathRecord(n - 1));
    }

    /** An element in hand is to be taken again; with what else the journal has. */
    private void giveBack(long n) {
        journal.set(slots.ownerOffset(n), 0);
        journal.set(slots.extentOffset(n), slots.extent(n) + (1L << Integer.SIZE));
        journal.set(base + QueueLayout.RETURNED_OFFSET, get(QueueLayout.RETURNED_OFFSET) + 1);
        journal.commit();
    }

    /** How many elements consumers had in hand who died. */
    long orphans() {
        return get(QueueLayout.ORPHANS_OFFSET);
    }

    /** The last consumer that died with elements in hand; null if there was none. */
    ConsumerDeath lastDeath() {
        enter();
        try {
            return lastDeathRecord();
        } finally {
            section.exit();
        }
    }

    // ---- threads that have ended, and leaving ----

    /** Whether a thread of this process has elements in hand. */
    boolean isAnyInHandHere() {
        return hands.isAny();
    }

    /** What threads of this process had in hand that have ended comes back; says whether there may be some. Doesn't wait. */
    boolean settleEnded() throws InterruptedException {
        if (!hands.isAnyEnded() || !section.tryEnter(0)) {
            return false;
        }
        try {
            tend();
            hands.forgetEnded(this::settleEnded);
            return true;
        } finally {
            section.exit();
        }
    }

    private void settleEnded(Hand hand) {
        long share = shares.of(shares.ownSlot());
        long inHand = TakenShare.inHand(share);
        long owed = TakenShare.owed(share);
        if (redeliver) {
            System.getLogger("dev.shm.queues")
                    .log(
                            System.Logger.Level.WARNING,
                            "a thread ended with elements in hand, they are delivered again: queue=" + name
                                    + ", thread=" + hand.threadName() + ", elements=" + hand.count());
            for (int i = 0; i < hand.count(); i++) {
                long n = find(hand.position(i), floor(), head());
                if (n >= 0 && slots.owner(n) == shares.self()) {
                    journal.set(shares.own(), TakenShare.of(--inHand, --owed));
                    giveBack(n);
                }
            }
        } else {
            setShare(TakenShare.of(inHand - hand.count(), owed));
        }
        hands.empty(hand);
    }

    /** The process leaves in good order: what it has comes back, and it is no death. Waits for others only for a while. */
    void leave() throws InterruptedException {
        if (shares.isJoined() && shares.of(shares.ownSlot()) != 0 && section.tryEnter(LEAVE_NANOS)) {
            try {
                tend();
                giveUp(shares.ownSlot(), shares.of(shares.ownSlot()));
            } finally {
                section.exit();
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

    private long get(int offset) {
        return words.getVolatile(base + offset);
    }
}
