package dev.shm.robust;

/** Looks at a word on behalf of those who sleep at it: is its owner dead, has its thread ended, is a wake-up missing? */
final class Vigil implements Mourned {
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private final RobustLock lock;
    private volatile long knownDead;
    private volatile long lastLook;
    /* Who looks is almost always the mourner alone; another one at worst takes a wake-up for missing that isn't. */
    private volatile long tokenWhenFree = -1;

    Vigil(RobustLock lock) {
        this.lock = lock;
        this.lastLook = lock.site().nanoTime() - LOOK_EVERY_NANOS;
    }

    @Override
    public boolean isAwaited() {
        return lock.isAwaited();
    }

    @Override
    public boolean isOwnedHere() {
        return lock.ownerHere() != null;
    }

    /** Whether the owner in a word was found dead. That it was once makes it true for ever: no process comes back. */
    boolean isKnownDead(long word) {
        return OwnerWord.has(word, OwnerWord.THREAD_ENDED) || knownDead != 0 && knownDead == OwnerWord.ownerOf(word);
    }

    /** For one who doesn't sleep, and so has no mourner look for it: looks, if nobody has for a while. */
    void visitIfDue() {
        long now = lock.site().nanoTime();
        if (now - lastLook > LOOK_EVERY_NANOS) {
            lastLook = now;
            visit();
        }
    }

    @Override
    public void visit() {
        long word = lock.word();
        if (lock.isOurs(word)) {
            markIfThreadEnded(word);
        } else if (!OwnerWord.isFree(word)
                && !isKnownDead(word)
                && lock.site().isDead(OwnerWord.slot(word), OwnerWord.number(word))) {
            knownDead = OwnerWord.ownerOf(word);
        }
        if (lock.isAwaited() && (lock.site().waitPoint().hasInterrupts() || needsAttention(lock.word()))) {
            lock.site().waitPoint().wakeLocal();
        }
    }

    private void markIfThreadEnded(long seen) {
        Thread thread = lock.ownerHere();
        if (thread == null || thread.isAlive()) {
            return;
        }
        // It may have unlocked before it ended, and another thread of ours own by now; or another one of us looks, too.
        // Before the mark: a thread of ours that inherits at once must not be taken for the dead one.
        if (!lock.forgetOwnerHere(thread)) {
            return;
        }
        long word = seen;
        while (lock.isOurs(word) && !lock.addFlag(word, OwnerWord.THREAD_ENDED)) {
            word = lock.word();
        }
        if (OwnerWord.has(word, OwnerWord.WAITERS)) {
            lock.site().waitPoint().wake(1);
        }
    }

    /** Whether a sleeper could do something that nobody may tell it. */
    private boolean needsAttention(long word) {
        if (OwnerWord.isFree(word) && !OwnerWord.has(word, OwnerWord.POISONED)) {
            // A wake-up may be on its way; if nobody has acquired since the last look, it was lost.
            long token = lock.token();
            boolean lost = tokenWhenFree == token;
            tokenWhenFree = token;
            return lost;
        }
        tokenWhenFree = -1;
        return isKnownDead(word) || OwnerWord.has(word, OwnerWord.POISONED) || !OwnerWord.has(word, OwnerWord.WAITERS);
    }

    @Override
    public String toString() {
        return lock.toString();
    }
}
