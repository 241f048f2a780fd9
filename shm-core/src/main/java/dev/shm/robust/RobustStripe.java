package dev.shm.robust;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The engine of many locks that lie one behind the other, each of which is a {@link RobustLock} without conditions, made
 * when this JVM first asks for it. To the mourner they are one: it looks after those that threads of this JVM wait for,
 * and after a thousand or so of the others at each round.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free but for the first look at a lock. Peer crash: no effect. Allocation:
 * about 100 bytes for each lock that is used, 4 for each that is not.
 */
public final class RobustStripe implements Engine, Mourned {
    private static final int LOCKS_PER_VISIT = 1 << 13;

    private final Words words;
    private final long base;
    private final Incarnation self;
    private final LockSite site;
    private final AtomicReferenceArray<RobustLock> made;
    private final Set<Vigil> awaited = ConcurrentHashMap.newKeySet();
    private volatile boolean used;
    private volatile boolean closing;
    private int next; // where the next visit goes on; the mourner's

    /**
     * The engine of a stripe.
     *
     * @param words the memory
     * @param base where the first of them begins
     * @param count how many there are
     * @param self this process
     * @param site what surrounds all of them
     */
    public RobustStripe(Words words, long base, int count, Incarnation self, LockSite site) {
        this.words = words;
        this.base = base;
        this.self = self;
        this.site = site;
        this.made = new AtomicReferenceArray<>(count);
    }

    /** {@return how many bytes of shared memory each lock takes} */
    public static int lengthBytes() {
        return StripeLayout.LENGTH;
    }

    /** {@return how many locks there are} */
    public int count() {
        return made.length();
    }

    /**
     * {@return one of the locks, the same at every call}
     * @param index from 0
     * @throws IndexOutOfBoundsException if there is none of that number
     */
    public RobustLock get(int index) {
        RobustLock lock = made.get(index);
        return lock != null ? lock : make(index);
    }

    private RobustLock make(int index) {
        RobustLock lock = new RobustLock(words, base + (long) index * StripeLayout.LENGTH, self, this);
        if (!made.compareAndSet(index, null, lock)) {
            return made.get(index);
        }
        used = true;
        if (closing) {
            lock.beginClose(); // of this and beginClose() at least one sees the other
            if (!closing) {
                lock.cancelClose();
            }
        }
        return lock;
    }

    // ---- for its locks ----

    LockSite siteAt(long offset) {
        return site.oneOfMany(offset, site.name() + "[" + (offset - base) / StripeLayout.LENGTH + "]");
    }

    Set<Vigil> awaited() {
        return awaited;
    }

    // ---- for the mourner ----

    @Override
    public boolean isAwaited() {
        return !awaited.isEmpty();
    }

    @Override
    public boolean isOwnedHere() {
        return used; // if only one knew; so a few are looked at each time
    }

    @Override
    public void visit() {
        awaited.forEach(Vigil::visit);
        int count = Math.min(made.length(), LOCKS_PER_VISIT);
        for (int i = 0; i < count; i++) {
            RobustLock lock = made.get(next);
            next = next + 1 == made.length() ? 0 : next + 1;
            Thread owner = lock == null ? null : lock.ownerHere();
            if (owner != null && !owner.isAlive()) {
                lock.vigil().visit();
            }
        }
    }

    @Override
    public void wakeLocal() {
        awaited.forEach(Vigil::wakeLocal);
    }

    // ---- opening and closing ----

    @Override
    public void open() {
        Mourner.get().add(this);
    }

    @Override
    public void beginClose() {
        closing = true;
        for (int i = 0; i < made.length(); i++) {
            if (made.get(i) != null) {
                made.get(i).beginClose();
            }
        }
    }

    @Override
    public void cancelClose() {
        closing = false;
        for (int i = 0; i < made.length(); i++) {
            if (made.get(i) != null) {
                made.get(i).cancelClose();
            }
        }
    }

    @Override
    public String held() {
        for (int i = 0; i < made.length(); i++) {
            String held = made.get(i) == null ? null : made.get(i).held();
            if (held != null) {
                return held;
            }
        }
        return null;
    }

    @Override
    public void close() {
        Mourner.get().dismiss(this);
    }

    @Override
    public String toString() {
        return site.name();
    }
}
