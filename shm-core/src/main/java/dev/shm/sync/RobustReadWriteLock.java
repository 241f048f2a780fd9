package dev.shm.sync;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.robust.Engine;
import dev.shm.robust.Fairness;
import dev.shm.robust.Handling;
import dev.shm.robust.LockSite;
import dev.shm.robust.RobustLock;

/**
 * The engine of every read-write lock: many threads of many processes read, or one writes; one of the readers at a time may
 * be kept to become the writer.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: who reads counts no more; the next writer inherits from a
 * writer. Allocation: little, per thread.
 */
public final class RobustReadWriteLock implements Engine {
    /*
     * Invariants
     *
     *  1. Who writes owns the write lock, and has seen, owning it, that no live process has readers but itself.
     *  2. A reader counts itself in the share of its process, and then looks at the write lock: if that is owned, it takes
     *     itself back. A writer owns the write lock, and then looks at the shares. Both do the first by an atomic
     *     instruction: of the two, one sees the other.
     *  3. Who finds the write lock owned comes in while it owns it for a moment itself: then nobody writes.
     *  4. Who has the upgrade lock has, since it took it, seen the write lock free, or owned it: so no writer that has not seen
     *     the upgrade lock is left. A writer that sees it owned gives the write lock back and takes the upgrade lock first.
     *     Nobody waits for the upgrade lock who reads or writes, so there is no circle.
     */
    private final LockSite site;
    private final RobustLock write;
    private final RobustLock upgrade;
    private final Readers readers;

    /**
     * The engine of one read-write lock.
     *
     * @param words the memory
     * @param offset where its {@link #writeOffset write lock} begins
     * @param self this process
     * @param site what surrounds the write lock
     */
    public RobustReadWriteLock(Words words, long offset, Incarnation self, LockSite site) {
        this.site = site;
        long base = offset - ReadWriteLayout.WRITE_OFFSET;
        this.write = new RobustLock(words, offset, self, site);
        long upgradeAt = base + ReadWriteLayout.UPGRADE_OFFSET;
        this.upgrade = new RobustLock(words, upgradeAt, self, site.companion(upgradeAt, Fairness.BARGING));
        this.readers = new Readers(words, base, self, site);
        write.conditions().whenBack(this::drainUninterruptibly);
    }

    /** {@return how many bytes of shared memory it takes if it isn't fair} */
    public static int lengthBytes() {
        return ReadWriteLayout.LENGTH;
    }

    /** {@return where in them the write lock is, behind which a fair one has its queue} */
    public static int writeOffset() {
        return ReadWriteLayout.WRITE_OFFSET;
    }

    // ---- read ----

    /**
     * Acquires the read lock.
     *
     * @param handling how
     * @param nanos how long to wait at most
     * @param interruptible whether an interrupt ends the wait
     * @return whether acquired
     * @throws InterruptedException if interrupted before or while waiting; not acquired
     */
    public boolean lockRead(Handling handling, long nanos, boolean interruptible) throws InterruptedException {
        if (interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (readers.tryEnter(write)) {
            return true;
        }
        if (!acquire(write, handling, nanos, interruptible)) {
            return false;
        }
        enterAsOwner();
        return true;
    }

    /**
     * Acquires the read lock if nobody writes.
     *
     * @param handling how
     * @return whether acquired
     */
    public boolean tryRead(Handling handling) {
        if (readers.tryEnter(write)) {
            return true;
        }
        if (!write.tryLock(handling)) {
            return false;
        }
        enterAsOwner();
        return true;
    }

    /** Owning the write lock: so nobody writes, and nobody begins to. */
    private void enterAsOwner() {
        boolean entered = false;
        try {
            readers.enter();
            entered = true;
        } finally {
            if (!entered) {
                write.unlock();
            }
        }
        pass(write, readers::exit);
    }

    /**
     * Releases one hold of the read lock.
     *
     * @throws IllegalMonitorStateException if the current thread does not read
     */
    public void unlockRead() {
        readers.exit();
    }

    // ---- write ----

    /**
     * Acquires the write lock.
     *
     * @param handling how
     * @param nanos how long to wait at most
     * @param interruptible whether an interrupt ends the wait
     * @return whether acquired
     * @throws InterruptedException if interrupted before or while waiting; not acquired
     * @throws IllegalStateException if the thread has the read lock only: it would wait for itself
     */
    public boolean lockWrite(Handling handling, long nanos, boolean interruptible) throws InterruptedException {
        boolean again = write.isHeldByCurrentThread();
        if (!again) {
            refuseReader("write lock");
        }
        long deadline = site.deadline(nanos);
        if (!acquire(write, handling, nanos, interruptible)) {
            return false;
        }
        if (again) {
            return true;
        }
        if (upgrade.isOwnedByAnother()) {
            write.unlock();
            if (!lockWriteBehindUpgrade(handling, deadline, nanos, interruptible)) {
                return false;
            }
        }
        return drainOrUnlock(handling, site.left(deadline, nanos), interruptible);
    }

    /** In the order in which one comes that has the upgrade lock and becomes the writer. */
    private boolean lockWriteBehindUpgrade(Handling handling, long deadline, long nanos, boolean interruptible)
            throws InterruptedException {
        if (!acquire(upgrade, handling, site.left(deadline, nanos), interruptible)
                || !acquireWriteToo(handling, site.left(deadline, nanos), interruptible)) {
            return false;
        }
        pass(upgrade, write::unlock); // whoever takes it next waits for the write lock
        return true;
    }

    /** Owning the upgrade lock, which is given back if that fails. */
    private boolean acquireWriteToo(Handling handling, long nanos, boolean interruptible) throws InterruptedException {
        boolean acquired = false;
        try {
            acquired = acquire(write, handling, nanos, interruptible);
            return acquired;
        } finally {
            if (!acquired) {
                upgrade.unlock();
            }
        }
    }

    private boolean drainOrUnlock(Handling handling, long nanos, boolean interruptible) throws InterruptedException {
        boolean alone = false;
        try {
            alone = readers.drain(handling, nanos, interruptible);
            return alone;
        } finally {
            if (!alone) {
                write.unlock();
            }
        }
    }

    /** For one that was away to wait for a condition: others may have come in to read meanwhile. */
    private void drainUninterruptibly() {
        try {
            readers.drain(Handling.DEFAULT, Long.MAX_VALUE, false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Acquires the write lock if nobody reads or writes.
     *
     * @param handling how
     * @return whether acquired
     */
    public boolean tryWrite(Handling handling) {
        boolean again = write.isHeldByCurrentThread();
        if (!again && readers.holds() > 0 && !upgrade.isHeldByCurrentThread()) {
            return false;
        }
        if (!write.tryLock(handling)) {
            return false;
        }
        if (again || !upgrade.isOwnedByAnother() && readers.isDrained()) {
            return true;
        }
        write.unlock();
        return false;
    }

    /** Releases one hold of the write lock. */
    public void unlockWrite() {
        write.unlock();
    }

    // ---- upgrade ----

    /**
     * Acquires the upgrade lock: others go on reading, nobody writes, and the thread may take the write lock.
     *
     * @param handling how
     * @param nanos how long to wait at most
     * @param interruptible whether an interrupt ends the wait
     * @return whether acquired
     * @throws InterruptedException if interrupted before or while waiting; not acquired
     * @throws IllegalStateException if the thread has the read lock or the write lock: two would wait for each other
     */
    public boolean lockUpgrade(Handling handling, long nanos, boolean interruptible) throws InterruptedException {
        boolean again = upgrade.isHeldByCurrentThread();
        if (!again) {
            refuseReader("upgradable lock");
            refuseWriter();
        }
        long deadline = site.deadline(nanos);
        if (!acquire(upgrade, handling, nanos, interruptible)) {
            return false;
        }
        if (again || write.letsOthersPass()) {
            return true;
        }
        if (!acquireWriteToo(handling, site.left(deadline, nanos), interruptible)) {
            return false;
        }
        pass(write, upgrade::unlock);
        return true;
    }

    /**
     * Acquires the upgrade lock if nobody has it or writes.
     *
     * @param handling how
     * @return whether acquired
     */
    public boolean tryUpgrade(Handling handling) {
        boolean again = upgrade.isHeldByCurrentThread();
        if (!again && (readers.holds() > 0 || write.isHeldByCurrentThread()) || !upgrade.tryLock(handling)) {
            return false;
        }
        if (again || write.letsOthersPass()) {
            return true;
        }
        if (write.tryLock(handling)) {
            pass(write, upgrade::unlock);
            return true;
        }
        upgrade.unlock();
        return false;
    }

    /** Releases one hold of the upgrade lock. */
    public void unlockUpgrade() {
        upgrade.unlock();
    }

    private void refuseReader(String wanted) {
        if (readers.holds() > 0 && !upgrade.isHeldByCurrentThread()) {
            throw new IllegalStateException("would wait for itself: lock=" + site.name() + ", thread="
                    + Thread.currentThread().getName() + ", wanted=" + wanted
                    + "; release the read lock before, or take the upgradable lock instead of it");
        }
    }

    private void refuseWriter() {
        if (write.isHeldByCurrentThread()) {
            throw new IllegalStateException("wrong order: lock=" + site.name()
                    + ", wanted=upgradable lock, held=write lock; take the upgradable lock before the write lock");
        }
    }

    private static boolean acquire(RobustLock lock, Handling handling, long nanos, boolean interruptible)
            throws InterruptedException {
        if (interruptible) {
            return lock.lockInterruptibly(handling, nanos);
        }
        lock.lock(handling);
        return true;
    }

    /**
     * Gives back a lock that was taken on the way to something else. Where that fails, for the memory is damaged, the caller is
     * told by an exception and doesn't know of what it has got by then: that is given back as well.
     */
    private static void pass(RobustLock lock, Runnable giveBack) {
        boolean passed = false;
        try {
            lock.unlock();
            passed = true;
        } finally {
            if (!passed) {
                giveBack.run();
            }
        }
    }

    // ---- for those who want to know ----

    /** {@return the write lock: who owns it, who waits, who died} */
    public RobustLock write() {
        return write;
    }

    /** {@return the upgrade lock} */
    public RobustLock upgrade() {
        return upgrade;
    }

    /** {@return how many threads read, those of processes left aside that were found dead; over as soon as it is said} */
    public int readers() {
        return readers.count();
    }

    /** {@return how often the current thread has the read lock} */
    public int readHolds() {
        return readers.holds();
    }

    /** {@return how many threads of all live processes wait, for whatever of it} */
    public int waiters() {
        return write.report().waiters() + upgrade.report().waiters() + readers.waiters();
    }

    // ---- opening and closing ----

    @Override
    public void open() {
        write.open();
        upgrade.open();
        readers.open();
    }

    @Override
    public void beginClose() {
        write.beginClose();
        upgrade.beginClose();
    }

    @Override
    public void cancelClose() {
        write.cancelClose();
        upgrade.cancelClose();
    }

    @Override
    public String held() {
        String reader = readers.anyThread();
        if (reader != null) {
            return site.name() + ", read by thread " + reader;
        }
        String held = write.held();
        return held != null ? held : upgrade.held();
    }

    @Override
    public void close() {
        readers.close();
        upgrade.close();
        write.close();
    }
}
