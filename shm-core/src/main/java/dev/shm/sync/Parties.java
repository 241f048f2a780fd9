package dev.shm.sync;

import dev.shm.process.ProcessInfo;
import dev.shm.robust.Section;
import dev.shm.robust.Shares;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that are parties of a barrier, and which of them are dead. But for the first few, to be called in its section. */
final class Parties {
    private final Section section;
    private final Shares shares;
    private final Members members;
    private final Set<Long> deadBefore = ConcurrentHashMap.newKeySet();

    Parties(Section section, Shares shares, Members members) {
        this.section = section;
        this.shares = shares;
        this.members = members;
    }

    /** Whether this process is one. At any time. */
    boolean isOne() {
        return shares.isJoined() && shares.of(shares.ownSlot()) != 0;
    }

    /** Notes who is dead already, and is none of this process's business. When the barrier is opened. */
    void noteDead() {
        for (int slot = shares.highestSlot(); slot > 0 && !shares.isJoined(); slot--) {
            if (shares.of(slot) != 0 && shares.isDead(slot)) {
                deadBefore.add(shares.owner(slot));
            }
        }
    }

    void join() {
        if (!isOne()) {
            shares.join();
            set(shares.ownSlot(), 1);
        }
    }

    void leave() {
        if (isOne()) {
            set(shares.ownSlot(), 0);
        }
    }

    /** Whether one is dead; may ask the system, of all then. */
    boolean isAnyDead(boolean mayAsk) {
        return members.nextDead(mayAsk) > 0 && members.isAnyDead();
    }

    /** Whether all had died before this process opened the barrier. */
    boolean areAllOfThePast() {
        return !members.isAnyAlive() && slotOfDead(true) == 0;
    }

    /** One that is dead, and if possible that died while this process had the barrier open. */
    ProcessInfo dead() {
        int late = slotOfDead(true);
        return shares.info(late > 0 ? late : slotOfDead(false));
    }

    private int slotOfDead(boolean late) {
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            if (shares.of(slot) != 0
                    && shares.isKnownDead(slot)
                    && !(late && deadBefore.contains(shares.owner(slot)))) {
                return slot;
            }
        }
        return 0;
    }

    void forgetDead() {
        for (int slot = slotOfDead(false); slot > 0; slot = slotOfDead(false)) {
            set(slot, 0);
        }
    }

    private void set(int slot, long share) {
        section.journal().set(shares.offset(slot), share);
        section.journal().commit();
    }
}
