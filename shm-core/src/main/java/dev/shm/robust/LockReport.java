package dev.shm.robust;

import dev.shm.memory.Words;
import java.util.Optional;

/**
 * What can be read of a lock at one moment, by anybody; it may be over before it is read.
 */
public final class LockReport {
    private final RobustLock lock;

    private LockReport(RobustLock lock) {
        this.lock = lock;
    }

    static LockReport of(RobustLock lock) {
        return new LockReport(lock);
    }

    /** {@return whether anybody owns it, dead or alive} */
    public boolean isLocked() {
        return !OwnerWord.isFree(lock.word());
    }

    /** {@return who owns it, dead or alive} */
    public Optional<Owner> owner() {
        long word = lock.word();
        if (OwnerWord.isFree(word)) {
            return Optional.empty();
        }
        Words words = lock.words();
        long base = lock.base();
        // SYNC holder-told
        boolean told = words.getAcquire(base + RobustLayout.HOLDER_OFFSET) == OwnerWord.ownerOf(word);
        long threadAndSince = told ? words.getPlain(base + RobustLayout.THREAD_OFFSET) : 0;
        Owner owner = new Owner(
                lock.site().info(OwnerWord.slot(word), OwnerWord.number(word)),
                threadAndSince & 0xFFFF_FFFFL,
                told ? lock.token() : 0,
                CoarseClock.epochMillis(threadAndSince));
        return Optional.of(owner);
    }

    /** {@return how many threads of all live processes wait for it} */
    public int waiters() {
        return lock.site().waiters();
    }

    /** {@return how often it was acquired, in all processes, since it was made} */
    public long acquisitions() {
        return lock.token();
    }

    /** {@return how many of the acquisitions had to wait} */
    public long contendedAcquisitions() {
        return lock.words().getPlain(lock.base() + RobustLayout.CONTENDED_OFFSET);
    }

    /** {@return how many owners died with it} */
    public long deaths() {
        return lock.deaths().count();
    }

    /** {@return the last owner that died with it} */
    public Optional<OwnerDeath> lastDeath() {
        return Optional.ofNullable(lock.deaths().last());
    }

    /** {@return whether a repair is due before anybody may own it} */
    public boolean isInconsistent() {
        long word = lock.word();
        return OwnerWord.isFree(word) && OwnerWord.has(word, OwnerWord.INCONSISTENT);
    }

    /** {@return whether nobody may own it any more} */
    public boolean isPoisoned() {
        return OwnerWord.has(lock.word(), OwnerWord.POISONED);
    }

    String ownerOrWhyNobody() {
        String why = isPoisoned() ? ": it is poisoned" : isInconsistent() ? ": it has to be repaired" : "";
        return owner().map(Owner::toString).orElse("nobody" + why);
    }

    /** {@return what it is, for people; it does not fail even if the lock is closed} */
    @Override
    public String toString() {
        try {
            return describe();
        } catch (IllegalStateException e) {
            return "closed";
        }
    }

    private String describe() {
        if (isPoisoned()) {
            return "poisoned";
        }
        return owner().map(owner -> "owned by " + owner).orElse(isInconsistent() ? "free, to be repaired" : "free");
    }
}
