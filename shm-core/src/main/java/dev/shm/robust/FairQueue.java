package dev.shm.robust;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import dev.shm.wait.WaitPlaces;
import java.util.concurrent.Semaphore;

/**
 * The order of a fair lock: who came first. It says nothing about who owns; whatever goes wrong in it, there is one owner at
 * most, and the mourners see to it that there is one.
 */
final class FairQueue {
    /*
     * Tickets are counted up for ever; ticket t has the place t mod n. The three steps that move anything are one CAS each,
     * and whoever comes by takes the steps behind it that a killed process has left out:
     *
     *   to come     place[tail]  free(lap) → waiting(me)          then tail + 1     by the waiter or any other newcomer
     *   to be over  place[head]  waiting or given up → free(lap+1) then head + 1    by the waiter or anyone who looks
     *   to sleep    own place    W set; look again; sleep                           by the waiter
     *
     * Invariants
     *
     *  1. A place is free(lap + 1) before head passes its ticket, and no ticket is taken n or more in front of head. So while
     *     head = h stands, what the place of h says is about ticket h, and nobody waits at it for h + n.
     *  2. To have come is one step: there is no place that is taken, nobody knows by whom.
     *  3. Who waits has made sure, behind its coming, that the word has W and S: so nobody gets it by the fast path, and the
     *     owner looks here when it leaves. The owner takes S away before it looks whether anybody is left, and W when nobody
     *     was: of a newcomer and the owner one sees the other.
     *  4. The first one is called by whoever makes the word free, and by whoever makes it the first while the word is free.
     *     If that one is killed before, the mourner of the first one's process calls it.
     */
    static final long NO_TICKET = -1;

    private final RobustLock lock;
    private final Words words;
    private final long head;
    private final long tail;
    private final long places;
    private final int count;
    private final long me;
    /* Of this process at most half of the places: many threads of one process wait in front of the queue, also in order. */
    private final Semaphore admission;

    /* One of those that were found dead, so that a thousand threads of one dead process are passed over at once. */
    private volatile long knownDead;

    FairQueue(RobustLock lock, long me, int count) {
        this.lock = lock;
        this.words = lock.words();
        this.head = lock.base() + RobustLayout.LENGTH + FairLayout.HEAD_OFFSET;
        this.tail = lock.base() + RobustLayout.LENGTH + FairLayout.TAIL_OFFSET;
        this.places = lock.base() + RobustLayout.LENGTH + FairLayout.PLACES_OFFSET;
        this.count = count;
        this.me = me;
        this.admission = new Semaphore(count / 2, true);
    }

    // ---- for one who waits ----

    /**
     * Takes a place at the end.
     *
     * <pre>
     *   loop
     *     t = tail; full → no ticket
     *     those before t have given up → take the first of their places, given up → me; done
     *     CAS place[t] free → me
     *     CAS tail t → t + 1: it is taken now, by us or another
     * </pre>
     *
     * @return the ticket; {@link #NO_TICKET} if there is no place
     */
    long enter() {
        while (true) {
            long end = words.getVolatile(tail);
            long first = words.getVolatile(head);
            // Taken is at most the ticket at tail, and that only if it was taken just now.
            if (end < 0 || end - first < -1 || end - first > count) {
                refuseIfStill(tail, end);
                continue;
            }
            if (end - first == count) {
                return NO_TICKET;
            }
            long ticket = end;
            while (ticket > first && words.getVolatile(place(ticket - 1)) == FairPlace.givenUp(lap(ticket - 1))) {
                ticket--;
            }
            long expected = ticket == end ? FairPlace.free(lap(ticket)) : FairPlace.givenUp(lap(ticket));
            boolean taken = words.compareAndSet(place(ticket), expected, me);
            if (ticket == end) {
                words.compareAndSet(tail, end, end + 1);
            }
            if (taken) {
                return ticket;
            }
        }
    }

    boolean isFirst(long ticket) {
        if (words.getVolatile(head) == ticket) {
            return true;
        }
        long first = settle(false);
        if (first > ticket) {
            throw damaged(place(ticket)); // nobody passes over one that lives
        }
        return first == ticket;
    }

    /** Whether it may be its turn before it would be asleep. */
    boolean isNear(long ticket) {
        return ticket - words.getVolatile(head) <= 1;
    }

    /** Having announced it, looks once more, and sleeps unless it is its turn. */
    void sleep(long ticket, long nanos, boolean interruptible) {
        words.compareAndSet(place(ticket), me, me | FairPlace.SLEEPS);
        boolean first = isFirst(ticket);
        long turn = words.getVolatile(head);
        if (turn < ticket && isEmptyAt(turn)) {
            throw damaged(head); // all before it were taken before it
        }
        if (!first || !lock.vigil().isToBeHad(lock.word())) {
            waitPlaces().await(index(ticket), (int) (me | FairPlace.SLEEPS), nanos, first, interruptible);
        }
    }

    /** It has the lock. */
    void leave(long ticket) {
        words.setRelease(place(ticket), FairPlace.free(lap(ticket) + 1));
        words.compareAndSet(head, ticket, ticket + 1);
    }

    /** It doesn't want the lock any more. The next one may be the first now. */
    void giveUp(long ticket) {
        long seen;
        do {
            seen = words.getVolatile(place(ticket));
        } while (OwnerWord.ownerOf(seen) == me
                && !words.compareAndSet(place(ticket), seen, FairPlace.givenUp(lap(ticket))));
        if (lock.vigil().isToBeHad(lock.word())) {
            callFirst();
        }
    }

    Semaphore admission() {
        return admission;
    }

    // ---- for one who gives the word away ----

    /** What an owner leaves of its word; it is still its word if there is a step in between. */
    long withoutOwner(long word) {
        long rest = word & OwnerWord.INCONSISTENT;
        if (!isEmpty()) {
            return rest | OwnerWord.STARVING | OwnerWord.WAITERS;
        }
        // Who comes behind this look finds that S is missing, and puts it back.
        return OwnerWord.has(word, OwnerWord.STARVING) ? word & ~OwnerWord.STARVING : rest;
    }

    /** Wakes the first one, if it sleeps. */
    void callFirst() {
        while (true) {
            long first = settle(false);
            long seen = words.getVolatile(place(first));
            if (!FairPlace.isWaiting(seen) || !OwnerWord.has(seen, FairPlace.SLEEPS)) {
                return;
            }
            if (words.compareAndSet(place(first), seen, seen & ~FairPlace.SLEEPS)) {
                waitPlaces().wake(index(first));
                return;
            }
        }
    }

    /** Whether nobody waits, dead or alive. */
    boolean isEmpty() {
        return isEmptyAt(settle(false));
    }

    /** Whether nobody waits who lives. */
    boolean isEmptyOfLiving() {
        return isEmptyAt(settle(true));
    }

    private boolean isEmptyAt(long first) {
        return words.getVolatile(place(first)) == FairPlace.free(lap(first));
    }

    // ---- for the mourner ----

    /** Passes over the dead, and calls the first one, if it is of this process and nobody may have told it. */
    void tend() {
        WaitPlaces mine = waitPlaces();
        if (mine.hasInterrupts()) {
            mine.wakeLocal();
        }
        long first = settle(true);
        long seen = words.getVolatile(place(first));
        if (OwnerWord.ownerOf(seen) == me && lock.vigil().isToBeHad(lock.word())) {
            words.compareAndSet(place(first), seen, seen & ~FairPlace.SLEEPS);
            mine.wake(index(first)); // also if it is called already: who called it may have died before this
        }
    }

    WaitPlaces waitPlaces() {
        return lock.site().waitPlaces(places, count);
    }

    // ---- the head ----

    /**
     * The ticket whose turn it is, behind all that are over: its place is free or somebody waits there.
     *
     * @param ask whether to find out if who waits there is dead; else only one that is known to be is passed over
     */
    private long settle(boolean ask) {
        while (true) {
            long first = words.getVolatile(head);
            long seen = words.getVolatile(place(first));
            long lap = lap(first);
            if (seen == FairPlace.free(lap + 1)) {
                words.compareAndSet(head, first, first + 1);
            } else if (seen == FairPlace.givenUp(lap)) {
                words.compareAndSet(place(first), seen, FairPlace.free(lap + 1));
            } else if (FairPlace.isWaiting(seen)) {
                // Head again, behind the death: who is dead waits nowhere else since, so it was for this ticket.
                if (!isDead(seen, ask) || words.getVolatile(head) != first) {
                    return first;
                }
                words.compareAndSet(place(first), seen, FairPlace.free(lap + 1));
            } else if (seen == FairPlace.free(lap)) {
                return first;
            } else {
                refuseIfStill(head, first);
            }
        }
    }

    /** What was read of the head or the tail doesn't fit the rest: it has changed meanwhile, or something else writes here. */
    private void refuseIfStill(long offset, long seen) {
        if (words.getVolatile(offset) == seen) {
            throw damaged(offset);
        }
    }

    private RegionDamagedException damaged(long offset) {
        return new RegionDamagedException(lock.site().name(), offset, words.getVolatile(offset));
    }

    private boolean isDead(long waiting, boolean ask) {
        long process = OwnerWord.ownerOf(waiting);
        if (process == knownDead) {
            return true;
        }
        if (!ask || process == me || !lock.site().isDead(OwnerWord.slot(process), OwnerWord.number(process))) {
            return false;
        }
        knownDead = process;
        return true;
    }

    private long place(long ticket) {
        return places + (long) index(ticket) * Long.BYTES;
    }

    private int index(long ticket) {
        return (int) (ticket & count - 1);
    }

    private long lap(long ticket) {
        return ticket / count;
    }
}
