package dev.shm.locks;

import dev.shm.robust.Fairness;
import dev.shm.robust.Handling;
import dev.shm.robust.InconsistentStateException;
import dev.shm.robust.Owner;
import dev.shm.robust.OwnerDeath;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.robust.PoisonedLockException;
import dev.shm.robust.RepairAction;
import dev.shm.robust.RobustLock;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.LockedObject;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import dev.shm.space.Reference;
import dev.shm.space.SharedSpace;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * A {@link java.util.concurrent.locks.ReentrantLock} among the threads of several JVMs.
 *
 * <p>The owner is a thread of a process. If that process is killed, or the thread ends without unlocking, the lock does not
 * stay locked: by its {@link OwnerDeathPolicy}, chosen when it was made, the next acquirer inherits it (the default, with
 * a warning in its log), or it has to be repaired first, or nobody gets it again. {@link #lastDeath()} tells who died. A
 * process that is only stopped keeps its locks for as long as it is.
 *
 * <p>Barging is allowed, as in a non-fair {@code ReentrantLock}; a waiter that was passed over for 10 ms ends it. One that is
 * made {@linkplain Fairness#FAIR fair} serves in the order of coming, but for {@link #tryLock()}.
 *
 * <p>{@code lock()} costs one atomic instruction if nobody has the lock, none if the thread has it. Waiting is a little
 * spinning, then sleep in the kernel.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: the next acquirer recovers. Allocation: none after open.
 */
public final class InterProcessLock implements Lock, LockedObject, WithConditions {
    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(2, "InterProcessLock", 2);
    static final ObjectSpec SPEC = ObjectSpec.of(TYPE, RobustLock.lengthBytes())
            .withFairBytes(RobustLock.lengthBytes(Fairness.FAIR) - RobustLock.lengthBytes());

    /* What it is the lock of: a file of its own, or an object. */
    private final transient ObjectFile file;
    private final LockedObject object;
    private final transient RobustLock engine;
    private final transient Handling handling;
    private final transient AtomicInteger conditionsMade = new AtomicInteger();

    private InterProcessLock(ObjectFile file, LockedObject object, RobustLock engine, Handling handling) {
        this.file = file;
        this.object = object;
        this.engine = engine;
        this.handling = handling;
    }

    static InterProcessLock in(ObjectFile file) {
        return new InterProcessLock(file, null, file.lockAt(ObjectSpec.BODY_OFFSET), Handling.DEFAULT);
    }

    private InterProcessLock with(Handling other) {
        return new InterProcessLock(file, object, engine, other);
    }

    // ---- making and opening ----

    /**
     * Makes a lock that is handed over when an owner dies.
     * @param space where
     * @param name of the object in the space
     * @return the lock
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessLock create(SharedSpace space, String name) {
        return create(space, name, OwnerDeathPolicy.HAND_OVER);
    }

    /**
     * Makes a lock.
     * @param space where
     * @param name of the object in the space
     * @param policy what becomes of it when an owner dies
     * @return the lock
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessLock create(SharedSpace space, String name, OwnerDeathPolicy policy) {
        return in(space.createObject(name, SPEC.withPolicy(policy)));
    }

    /**
     * Makes a lock that is handed over when an owner dies.
     * @param space where
     * @param name of the object in the space
     * @param fairness in which order those who wait get it
     * @return the lock
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessLock create(SharedSpace space, String name, Fairness fairness) {
        return create(space, name, OwnerDeathPolicy.HAND_OVER, fairness);
    }

    /**
     * Makes a lock.
     * @param space where
     * @param name of the object in the space
     * @param policy what becomes of it when an owner dies
     * @param fairness in which order those who wait get it
     * @return the lock
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessLock create(SharedSpace space, String name, OwnerDeathPolicy policy, Fairness fairness) {
        return in(space.createObject(name, SPEC.withPolicy(policy).withFairness(fairness)));
    }

    /**
     * Opens a lock, whatever its policy and its fairness.
     * @param space where
     * @param name of the object in the space
     * @return the lock
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public static InterProcessLock open(SharedSpace space, String name) {
        return in(space.openObject(name, SPEC));
    }

    /**
     * Opens a lock, whatever its policy and fairness, or makes one that is handed over when an owner dies, and not fair.
     * @param space where
     * @param name of the object in the space
     * @return the lock
     * @throws InvalidFileException if it is something else
     */
    public static InterProcessLock openOrCreate(SharedSpace space, String name) {
        return in(space.openOrCreateObject(name, SPEC));
    }

    /**
     * Opens a lock or makes it.
     * @param space where
     * @param name of the object in the space
     * @param policy what becomes of it when an owner dies; an existing one has to have the same
     * @return the lock
     * @throws InvalidFileException if it is something else, or has another policy
     */
    public static InterProcessLock openOrCreate(SharedSpace space, String name, OwnerDeathPolicy policy) {
        return in(space.openOrCreateObject(name, SPEC.withPolicy(policy)));
    }

    /**
     * Opens a lock, whatever its policy, or makes one that is handed over when an owner dies.
     * @param space where
     * @param name of the object in the space
     * @param fairness in which order they get it; an existing one has to have the same
     * @return the lock
     * @throws InvalidFileException if it is something else, or is fair where it should not be, or the other way round
     */
    public static InterProcessLock openOrCreate(SharedSpace space, String name, Fairness fairness) {
        return in(space.openOrCreateObject(name, SPEC.withFairness(fairness)));
    }

    /**
     * Opens a lock or makes it.
     *
     * @param space where
     * @param name of the object in the space
     * @param policy what becomes of it when an owner dies; an existing one has to have the same
     * @param fairness in which order they get it; an existing one has to have the same
     * @return the lock
     * @throws InvalidFileException if it is something else, or has another policy or fairness
     */
    public static InterProcessLock openOrCreate(
            SharedSpace space, String name, OwnerDeathPolicy policy, Fairness fairness) {
        return in(space.openOrCreateObject(name, SPEC.withPolicy(policy).withFairness(fairness)));
    }

    /**
     * The lock inside a shared object. It is handed over when an owner dies, and not fair; where that won't do, make a lock of
     * its own.
     *
     * @param object such as a {@code SharedLong}
     * @return its lock, the same whoever asks
     */
    public static InterProcessLock of(LockedObject object) {
        return new InterProcessLock(null, object, object.ownLock(), Handling.DEFAULT);
    }

    /**
     * A handle of the same lock that repairs what a dead owner left, before {@code lock()} returns. Of a lock that must be
     * repaired only such a handle gets hold.
     *
     * @param action idempotent, runs with the lock held
     * @return another handle; this one is as before
     */
    public InterProcessLock repairingWith(RepairAction action) {
        return with(handling.withRepair(action));
    }

    /**
     * A handle of the same lock that idles in another way between its first looks, before it sleeps.
     *
     * @param strategy makes one for each acquisition that has to wait
     * @return another handle; this one is as before
     */
    public InterProcessLock idlingWith(Supplier<? extends IdleStrategy> strategy) {
        return with(handling.withIdle(strategy));
    }

    // ---- Lock ----

    /**
     * Acquires the lock, and waits as long as need be, interrupted or not; an interrupt is kept. Blocking; one atomic
     * instruction if nobody has it. What its owner did before {@code unlock} happens-before the return. Killed inside, the
     * process leaves it free, or owned and to be inherited.
     *
     * @throws InconsistentStateException if it must be repaired and this handle has no repair action; not acquired
     * @throws PoisonedLockException if an owner died and the policy is to poison; not acquired
     * @throws IllegalStateException if the space is closed, or the thread has 2<sup>31</sup> - 1 holds
     */
    @Override
    public void lock() {
        engine.lock(handling);
    }

    /**
     * As {@link #lock()}, but gives up when interrupted.
     *
     * @throws InterruptedException if the thread is interrupted before or while waiting; not acquired
     * @throws InconsistentStateException as by {@code lock()}
     * @throws PoisonedLockException as by {@code lock()}
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        engine.lockInterruptibly(handling, Long.MAX_VALUE);
    }

    /**
     * Acquires the lock if nobody who lives has it. Doesn't wait, nor look whether others do, even if it is fair.
     *
     * @return whether acquired; that a holder has died may take some milliseconds and further calls to be found out
     * @throws InconsistentStateException as by {@code lock()}
     * @throws PoisonedLockException as by {@code lock()}
     */
    @Override
    public boolean tryLock() {
        return engine.tryLock(handling);
    }

    /**
     * As {@link #lock()}, but gives up when interrupted or the time is over.
     *
     * @param time how long to wait at most; if not positive not at all, and of a fair lock not before those who wait
     * @param unit of the time
     * @return whether acquired
     * @throws InterruptedException if the thread is interrupted before or while waiting; not acquired
     * @throws InconsistentStateException as by {@code lock()}
     * @throws PoisonedLockException as by {@code lock()}
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return engine.lockInterruptibly(handling, unit.toNanos(time));
    }

    /**
     * Releases one hold; with the last of them the lock, by one atomic instruction. Wait-free but for a system call if
     * somebody sleeps. What the thread did before happens-before the return of whoever acquires next. Killed inside, the
     * process leaves the lock owned and to be inherited, or free; a wake-up that it owed is made up for.
     *
     * @throws IllegalMonitorStateException if the current thread does not own it; the message says who does
     */
    @Override
    public void unlock() {
        engine.unlock();
    }

    /**
     * The next condition of this lock: the first call to a handle returns the first one, the second call the second, and so on.
     * So processes that run the same code have the same conditions, as with a {@code ReentrantLock} that they could share.
     *
     * @return one of 8
     * @throws UnsupportedOperationException if it is one of a {@link LockStripe}, which have none
     * @throws IllegalStateException at the ninth call to this handle; keep them, or use {@link #condition(int)}
     */
    @Override
    public InterProcessCondition newCondition() {
        int index = conditionsMade.getAndIncrement();
        if (index >= engine.conditions().count() && engine.conditions().count() > 0) {
            throw new IllegalStateException("no more conditions: lock=" + engine + ", calls=" + (index + 1L)
                    + "; a lock has " + engine.conditions().count()
                    + ": make each once and keep it, or take it by its number");
        }
        return condition(index);
    }

    /**
     * A condition of this lock by its number.
     *
     * @param index 0 to 7
     * @return the same condition in every process
     * @throws UnsupportedOperationException if it is one of a {@link LockStripe}, which have none
     * @throws IllegalArgumentException if there is none of that number
     */
    @Override
    public InterProcessCondition condition(int index) {
        return new InterProcessCondition(this, engine, index, handling);
    }

    /** {@return the name in its space; that of the object whose lock it is, if it is one's} */
    @Override
    public String name() {
        return file == null ? object.name() : file.name();
    }

    @Override
    public RobustLock ownLock() {
        return engine;
    }

    /** Where it arrives, it is a handle without repair action or idle strategy. */
    private Object writeReplace() {
        return file == null ? new LockType.LockOf(object) : new Reference<>(new LockType(), file);
    }

    // ---- for those who want to know ----

    /** {@return whether those who wait get the lock first come, first served} */
    public boolean isFair() {
        return engine.isFair();
    }

    /** {@return whether anybody has the lock, dead or alive} */
    public boolean isLocked() {
        return engine.report().isLocked();
    }

    /** {@return whether the current thread has the lock} */
    public boolean isHeldByCurrentThread() {
        return engine.isHeldByCurrentThread();
    }

    /** {@return how many holds the current thread has, 0 if it has not the lock} */
    public int getHoldCount() {
        return engine.holdCount();
    }

    /**
     * A number that grows with every acquisition of this lock, in whatever process. Sent along to where the work is done, it
     * lets that place refuse an owner that was taken for dead or slept too long.
     *
     * @return the one of the current acquisition
     * @throws IllegalMonitorStateException if the current thread has not the lock
     */
    public long fencingToken() {
        engine.requireOwner("ask for its fencing token");
        return engine.report().acquisitions();
    }

    /** {@return who has the lock, dead or alive} */
    public Optional<Owner> owner() {
        return engine.report().owner();
    }

    /** {@return how many threads of all live processes wait for the lock; over as soon as it is said} */
    public int waiters() {
        return engine.report().waiters();
    }

    /** {@return how often the lock was acquired since it was made} */
    public long acquisitions() {
        return engine.report().acquisitions();
    }

    /** {@return how many of the {@link #acquisitions()} had to sleep} */
    public long contendedAcquisitions() {
        return engine.report().contendedAcquisitions();
    }

    /** {@return how many owners died with the lock} */
    public long deaths() {
        return engine.report().deaths();
    }

    /** {@return the last owner that died with the lock} */
    public Optional<OwnerDeath> lastDeath() {
        return engine.report().lastDeath();
    }

    /** {@return the name and who has the lock} */
    @Override
    public String toString() {
        return "InterProcessLock " + engine + ", " + engine.report();
    }
}
