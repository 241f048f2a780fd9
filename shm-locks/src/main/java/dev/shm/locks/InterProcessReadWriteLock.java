package dev.shm.locks;

import dev.shm.robust.Fairness;
import dev.shm.robust.Handling;
import dev.shm.robust.Owner;
import dev.shm.robust.OwnerDeath;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.robust.RepairAction;
import dev.shm.robust.RobustLock;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import dev.shm.space.Reference;
import dev.shm.space.SharedObject;
import dev.shm.space.SharedSpace;
import dev.shm.sync.RobustReadWriteLock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/**
 * A {@link java.util.concurrent.locks.ReentrantReadWriteLock} among the threads of several JVMs: many read, or one writes.
 *
 * <p>Who reads and dies, process or thread, counts no more: a writer does not wait for it. From who writes and dies the next
 * one inherits, by the {@link OwnerDeathPolicy} chosen when the lock was made, as with an {@link InterProcessLock}; a reader
 * that comes first does that too.
 *
 * <p>All three locks are re-entrant. Who has the write lock may take the read lock, and so downgrade. Who has the read lock can't
 * take the write lock: two that tried would wait for each other. For that there is the {@linkplain #upgradableLock()
 * upgradable lock}, as Boost's: one at a time has it, while others read, and may take the write lock with nobody writing in
 * between.
 *
 * <p>Writers do not starve: from the moment one waits for readers to leave, no other comes in. Of those who wait for the write
 * lock barging is allowed, unless the lock is {@linkplain Fairness#FAIR fair}: then readers and writers that have to wait get it
 * in the order of coming.
 *
 * <p>What a writer did before it unlocked happens-before what any later reader or writer does; what a reader did, before what
 * any later writer does.
 *
 * <p>Reading costs two atomic instructions, on a line that only this process writes to.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: readers count no more, the next acquirer recovers.
 * Allocation: little, per thread.
 */
public final class InterProcessReadWriteLock implements ReadWriteLock, SharedObject, WithConditions {
    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(11, "InterProcessReadWriteLock", 1);
    static final ObjectSpec SPEC = ObjectSpec.of(TYPE, RobustReadWriteLock.lengthBytes())
            .withFairBytes(RobustLock.lengthBytes(Fairness.FAIR) - RobustLock.lengthBytes());

    private final transient ObjectFile file;
    private final transient RobustReadWriteLock engine;
    private final transient Handling handling;
    private final transient AtomicInteger conditionsMade = new AtomicInteger();
    private final transient Lock read;
    private final transient Lock write;
    private final transient Lock upgradable;

    private InterProcessReadWriteLock(ObjectFile file, RobustReadWriteLock engine, Handling handling) {
        this.file = file;
        this.engine = engine;
        this.handling = handling;
        this.read = new ReadWriteSide.Read(this);
        this.write = new ReadWriteSide.Write(this);
        this.upgradable = new ReadWriteSide.Upgradable(this);
    }

    static InterProcessReadWriteLock in(ObjectFile file) {
        long offset = ObjectSpec.BODY_OFFSET + RobustReadWriteLock.writeOffset();
        RobustReadWriteLock engine = (RobustReadWriteLock) file.engineAt(offset, RobustReadWriteLock::new);
        return new InterProcessReadWriteLock(file, engine, Handling.DEFAULT);
    }

    // ---- making and opening ----

    /**
     * Makes a lock that is handed over when a writer dies, and is not fair.
     *
     * @param space where
     * @param name of the object in the space
     * @return the lock
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessReadWriteLock create(SharedSpace space, String name) {
        return create(space, name, OwnerDeathPolicy.HAND_OVER, Fairness.BARGING);
    }

    /**
     * Makes a lock.
     *
     * @param space where
     * @param name of the object in the space
     * @param policy what becomes of it when a writer dies
     * @param fairness in which order those who wait get it
     * @return the lock
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessReadWriteLock create(
            SharedSpace space, String name, OwnerDeathPolicy policy, Fairness fairness) {
        return in(space.createObject(name, SPEC.withPolicy(policy).withFairness(fairness)));
    }

    /**
     * Opens a lock, whatever its policy and its fairness.
     *
     * @param space where
     * @param name of the object in the space
     * @return the lock
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public static InterProcessReadWriteLock open(SharedSpace space, String name) {
        return in(space.openObject(name, SPEC));
    }

    /**
     * Opens a lock, whatever its policy and fairness, or makes one that is handed over when a writer dies, and not fair.
     *
     * @param space where
     * @param name of the object in the space
     * @return the lock
     * @throws InvalidFileException if it is something else
     */
    public static InterProcessReadWriteLock openOrCreate(SharedSpace space, String name) {
        return in(space.openOrCreateObject(name, SPEC));
    }

    /**
     * Opens a lock or makes it.
     *
     * @param space where
     * @param name of the object in the space
     * @param policy what becomes of it when a writer dies; an existing one has to have the same
     * @param fairness in which order those who wait get it; an existing one has to have the same
     * @return the lock
     * @throws InvalidFileException if it is something else, or has another policy or fairness
     */
    public static InterProcessReadWriteLock openOrCreate(
            SharedSpace space, String name, OwnerDeathPolicy policy, Fairness fairness) {
        return in(space.openOrCreateObject(name, SPEC.withPolicy(policy).withFairness(fairness)));
    }

    /**
     * A handle of the same lock that repairs what a dead writer left, before {@code lock()} returns, of whichever of its locks.
     *
     * @param action idempotent, runs with the write lock held
     * @return another handle; this one is as before
     */
    public InterProcessReadWriteLock repairingWith(RepairAction action) {
        return new InterProcessReadWriteLock(file, engine, handling.withRepair(action));
    }

    // ---- the three locks ----

    /**
     * {@return the lock of those who read} Its {@code lock()} returns at once if nobody writes. Killed while it has it, a process
     * is just left out.
     */
    @Override
    public Lock readLock() {
        return read;
    }

    /**
     * {@return the lock of the one that writes} Its {@code lock()} throws {@link IllegalStateException} if the thread reads and has
     * not the upgradable lock. Its conditions are those of this lock.
     */
    @Override
    public Lock writeLock() {
        return write;
    }

    /**
     * {@return the lock of the one that may become the writer, while others read} It throws {@link IllegalStateException} if the
     * thread has the read lock or the write lock but not this one: take it first.
     */
    public Lock upgradableLock() {
        return upgradable;
    }

    /**
     * The next condition of the write lock, as {@link InterProcessLock#newCondition()}.
     *
     * @return one of 8
     * @throws IllegalStateException at the ninth call to this handle
     */
    InterProcessCondition newCondition() {
        int index = conditionsMade.getAndIncrement();
        if (index >= engine.write().conditions().count()) {
            throw new IllegalStateException("no more conditions: lock=" + this + "; a lock has "
                    + engine.write().conditions().count() + ": make each once and keep it, or take it by its number");
        }
        return condition(index);
    }

    /**
     * A condition of the write lock by its number.
     *
     * @param index 0 to 7
     * @return the same condition in every process
     * @throws IllegalArgumentException if there is none of that number
     */
    @Override
    public InterProcessCondition condition(int index) {
        return new InterProcessCondition(this, engine.write(), index, handling);
    }

    RobustReadWriteLock engine() {
        return engine;
    }

    Handling handling() {
        return handling;
    }

    // ---- for those who want to know ----

    @Override
    public String name() {
        return file.name();
    }

    /** {@return whether those who have to wait get it first come, first served} */
    public boolean isFair() {
        return engine.write().isFair();
    }

    /** {@return how many threads of all processes read; over as soon as it is said} */
    public int getReadLockCount() {
        return engine.readers();
    }

    /** {@return how often the current thread has the read lock} */
    public int getReadHoldCount() {
        return engine.readHolds();
    }

    /** {@return how often the current thread has the write lock} */
    public int getWriteHoldCount() {
        return engine.write().holdCount();
    }

    /** {@return whether anybody has the write lock, dead or alive, be it that it waits for readers to leave} */
    public boolean isWriteLocked() {
        return engine.write().report().isLocked();
    }

    /** {@return whether the current thread has the write lock} */
    public boolean isWriteLockedByCurrentThread() {
        return engine.write().isHeldByCurrentThread();
    }

    /** {@return who has the write lock, dead or alive} */
    public Optional<Owner> writer() {
        return engine.write().report().owner();
    }

    /** {@return who has the upgradable lock, dead or alive} */
    public Optional<Owner> upgrader() {
        return engine.upgrade().report().owner();
    }

    /** {@return how many threads of all live processes wait for one of the locks; over as soon as it is said} */
    public int waiters() {
        return engine.waiters();
    }

    /** {@return how often the write lock was acquired, also for a moment, by readers that had to wait} */
    public long acquisitions() {
        return engine.write().report().acquisitions();
    }

    /** {@return how many of the {@link #acquisitions()} had to sleep} */
    public long contendedAcquisitions() {
        return engine.write().report().contendedAcquisitions();
    }

    /** {@return how many writers died} */
    public long deaths() {
        return engine.write().report().deaths();
    }

    /** {@return the last writer that died} */
    public Optional<OwnerDeath> lastDeath() {
        return engine.write().report().lastDeath();
    }

    private Object writeReplace() {
        return new Reference<>(new ReadWriteLockType(), file);
    }

    /** {@return the name, who writes, and how many read} */
    @Override
    public String toString() {
        return "InterProcessReadWriteLock " + file.qualifiedName() + ", " + state();
    }

    private String state() {
        try {
            return "write lock " + engine.write().report() + ", readers: " + engine.readers();
        } catch (IllegalStateException e) {
            return "closed";
        }
    }
}
