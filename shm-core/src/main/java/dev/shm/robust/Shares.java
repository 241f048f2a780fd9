package dev.shm.robust;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessInfo;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each process has of an object, in a word of its own: read locks, permits, what it owes. So nothing has to be
 * subtracted when a process dies: its word counts no more.
 *
 * <p>There is an entry for each slot of the space, those of neighbouring slots on different lines. In the value of entry 0, which
 * is no slot's, stands the highest slot that ever had a share.
 *
 * <p>A process has its slot to itself, so it {@linkplain #join joins} without a lock: value = 0, owner = me. What stands in
 * its entry before that was left by one that is dead.
 *
 * <p>Threads: any. Processes: any. Progress: lock-free. Peer crash: its share counts no more. Allocation: none.
 */
public final class Shares {
    /** How many bytes of shared memory they take. */
    public static final int LENGTH = 16 * 1024;

    private static final int ENTRIES = LENGTH / ShareLayout.LENGTH;
    static final int LINE_LENGTH = 64;
    private static final int LINES = LENGTH / LINE_LENGTH;

    private final Words words;
    private final long base;
    private final LockSite site;
    private final int ownSlot;
    private final long me;
    private final Set<Long> dead = ConcurrentHashMap.newKeySet();
    private volatile boolean joined;
    private final Pace pace;

    /**
     * The shares of one object.
     *
     * @param words the memory
     * @param base where their {@link #LENGTH} bytes begin
     * @param self this process
     * @param site says who is dead
     */
    public Shares(Words words, long base, Incarnation self, LockSite site) {
        if (self.slot() >= ENTRIES) {
            throw new IllegalArgumentException("no room: slot=" + self.slot() + ", slots=" + (ENTRIES - 1));
        }
        this.words = words;
        this.base = base;
        this.site = site;
        this.ownSlot = self.slot();
        this.me = OwnerWord.owner(self);
        this.pace = new Pace(site);
    }

    // ---- the own share ----

    /** {@return whether this process has a share; once it has, it has it for as long as it is attached} */
    public boolean isJoined() {
        return joined;
    }

    /** Makes the entry of this process's slot its own, with the value 0. Killed inside, the process has none. Idempotent. */
    public void join() {
        if (!joined) {
            joinFirst();
        }
    }

    private synchronized void joinFirst() {
        if (joined) {
            return;
        }
        long highest = words.getVolatile(highest());
        while (highest < ownSlot && !words.compareAndSet(highest(), highest, ownSlot)) {
            highest = words.getVolatile(highest());
        }
        if (owner(ownSlot) != me) {
            words.setVolatile(value(ownSlot), 0);
            words.setVolatile(entry(ownSlot) + ShareLayout.OWNER_OFFSET, me);
        }
        joined = true;
    }

    /** {@return the slot of this process} */
    public int ownSlot() {
        return ownSlot;
    }

    /** {@return what stands for this process, as in a robust word} */
    public long self() {
        return me;
    }

    /** {@return where the value of this process's share is, in bytes} */
    public long own() {
        return value(ownSlot);
    }

    // ---- those of all ----

    /** {@return the highest slot that may have a share, 0 if none has} */
    public int highestSlot() {
        return (int) Math.max(0, Math.min(words.getVolatile(highest()), ENTRIES - 1));
    }

    /**
     * {@return the share of a slot, its process dead or alive; 0 if it has none}
     * @param slot 1 to {@link #highestSlot}
     */
    public long of(int slot) {
        return words.getVolatile(value(slot));
    }

    /**
     * {@return where the value of a slot's share is, in bytes}
     * @param slot 1 to {@link #highestSlot}
     */
    public long offset(int slot) {
        return value(slot);
    }

    /**
     * {@return whose share it is, as in a robust word; 0 if it is nobody's}
     * @param slot 1 to {@link #highestSlot}
     */
    public long owner(int slot) {
        return words.getAcquire(entry(slot) + ShareLayout.OWNER_OFFSET);
    }

    /**
     * {@return whether the process of a share was found dead already; costs next to nothing}
     * @param slot 1 to {@link #highestSlot}
     */
    public boolean isKnownDead(int slot) {
        long owner = owner(slot);
        return owner == 0 || !dead.isEmpty() && dead.contains(owner) || slot == ownSlot && owner != me;
    }

    /**
     * {@return whether the process of a share is dead; may look it up in the system, which takes a while}
     * @param slot 1 to {@link #highestSlot}
     */
    public boolean isDead(int slot) {
        long owner = owner(slot);
        if (isKnownDead(slot)) {
            return true;
        }
        if (owner == me || !site.isDead(OwnerWord.slot(owner), OwnerWord.number(owner))) {
            return false;
        }
        dead.add(owner);
        return true;
    }

    /** {@return whether a process is dead that has a share other than 0; may look up in the system which ones are} */
    public boolean isAnyDead() {
        boolean any = false;
        for (int slot = highestSlot(); slot > 0; slot--) {
            any |= of(slot) != 0 && isDead(slot); // of all: the share of one that is known to be dead may stay
        }
        return any;
    }

    /** {@return the same, but the system is asked only if this process has not just done so} */
    public boolean isAnyDeadByNow() {
        return pace.isDue() ? isAnyDead() : isAnyKnownDead();
    }

    /** {@return whether one was found dead that has a share other than 0} */
    public boolean isAnyKnownDead() {
        for (int slot = highestSlot(); slot > 0; slot--) {
            if (of(slot) != 0 && isKnownDead(slot)) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return whose share it is, as far as that is known}
     * @param slot 1 to {@link #highestSlot}
     */
    public ProcessInfo info(int slot) {
        long owner = owner(slot);
        return site.info(OwnerWord.slot(owner), OwnerWord.number(owner));
    }

    /**
     * Records that the process of a share is dead, unless that was the last death recorded, and warns.
     *
     * @param slot 1 to {@link #highestSlot}
     * @param lock that this thread owns, and in whose record it is to stand
     * @param consequence what became of the share, for the warning
     */
    public void recordDeath(int slot, RobustLock lock, String consequence) {
        long owner = owner(slot);
        ProcessInfo process = info(slot);
        OwnerDeath death = new OwnerDeath(process.pid(), process.command(), 0, 0, 0, System.currentTimeMillis());
        if (owner != 0 && lock.deaths().record(owner, death)) {
            site.warn(consequence + ", died=" + death);
        }
    }

    private long highest() {
        return value(0);
    }

    private long value(int slot) {
        return entry(slot) + ShareLayout.VALUE_OFFSET;
    }

    private long entry(int slot) {
        return base + (long) (slot % LINES) * LINE_LENGTH + (long) (slot / LINES) * ShareLayout.LENGTH;
    }
}
