package dev.shm.locks;

import dev.shm.process.ProcessInfo;
import dev.shm.robust.Fairness;
import dev.shm.robust.Handling;
import dev.shm.robust.OwnerDeath;
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
import dev.shm.sync.RobustSemaphore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A {@link java.util.concurrent.Semaphore} among the threads of several JVMs, whose permits are held by processes: those of a
 * process that ends, killed or not, come back, once.
 *
 * <p>Any thread of a process may release what another one of it acquired. Who releases more than its process has adds
 * permits, as with the JDK's; of a {@linkplain Bound#BOUNDED bounded} semaphore that is refused, as by Python's
 * {@code BoundedSemaphore}. A permit that one process acquires and another one releases is a new one: the first has its own
 * until it ends.
 *
 * <p>What a thread did before it released happens-before the return of whoever acquires that permit next.
 *
 * <p>As long as one process alone uses it, and nobody waits, acquiring and releasing cost one atomic instruction each. Those
 * who wait stand in line: the first waits for as many permits as it needs, and those behind it for it. A thread that does not
 * wait, by {@link #tryAcquire()}, may pass them. Unless the semaphore is {@linkplain Fairness#FAIR fair} so may one that just
 * comes; and if the first does not go on, since its process was stopped, those behind it pass it, within about two seconds.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: its permits come back. Allocation: none but to wait.
 */
public final class InterProcessSemaphore implements SharedObject {
    /** Whether there may be more permits than at first. */
    public enum Bound {
        /** A process may release what it has not acquired: that adds permits. */
        UNBOUNDED,
        /** A process may release only what it has acquired. */
        BOUNDED
    }

    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(8, "InterProcessSemaphore", 1);
    private static final ObjectSpec BASE = ObjectSpec.of(TYPE, RobustSemaphore.lengthBytes())
            .withFairBytes(RobustLock.lengthBytes(Fairness.FAIR) - RobustLock.lengthBytes());
    static final ObjectSpec SPEC = BASE.withAnySchema();

    private final transient ObjectFile file;
    private final transient RobustSemaphore engine;

    private InterProcessSemaphore(ObjectFile file) {
        this.file = file;
        boolean bounded = file.schema().endsWith(" " + Bound.BOUNDED);
        this.engine = (RobustSemaphore) file.engineAt(
                ObjectSpec.BODY_OFFSET,
                (words, offset, self, site) -> new RobustSemaphore(words, offset, self, site, bounded));
    }

    static InterProcessSemaphore in(ObjectFile file) {
        return new InterProcessSemaphore(file);
    }

    private static ObjectSpec spec(int permits, Bound bound) {
        if (permits < 0) {
            throw new IllegalArgumentException("negative: permits=" + permits + "; take 0 or more");
        }
        return BASE.withSchema("permits " + permits + " " + bound.name()).withInitial(permits);
    }

    // ---- making and opening ----

    /**
     * Makes a semaphore that is neither fair nor bounded.
     *
     * @param space where
     * @param name of the object in the space
     * @param permits how many there are at first, 0 or more
     * @return the semaphore
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessSemaphore create(SharedSpace space, String name, int permits) {
        return create(space, name, permits, Fairness.BARGING, Bound.UNBOUNDED);
    }

    /**
     * Makes a semaphore.
     *
     * @param space where
     * @param name of the object in the space
     * @param permits how many there are at first, 0 or more
     * @param fairness in which order those who wait get them
     * @param bound whether there may be more than at first
     * @return the semaphore
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessSemaphore create(
            SharedSpace space, String name, int permits, Fairness fairness, Bound bound) {
        return in(space.createObject(name, spec(permits, bound).withFairness(fairness)));
    }

    /**
     * Opens a semaphore, whatever its permits, fairness and bound.
     *
     * @param space where
     * @param name of the object in the space
     * @return the semaphore
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public static InterProcessSemaphore open(SharedSpace space, String name) {
        return in(space.openObject(name, SPEC));
    }

    /**
     * Opens a semaphore or makes it, neither fair nor bounded.
     *
     * @param space where
     * @param name of the object in the space
     * @param permits how many there are at first; an existing one has to have had as many
     * @return the semaphore
     * @throws InvalidFileException if it is something else, or was made with other permits, fairness or bound
     */
    public static InterProcessSemaphore openOrCreate(SharedSpace space, String name, int permits) {
        return openOrCreate(space, name, permits, Fairness.BARGING, Bound.UNBOUNDED);
    }

    /**
     * Opens a semaphore or makes it.
     *
     * @param space where
     * @param name of the object in the space
     * @param permits how many there are at first; an existing one has to have had as many
     * @param fairness in which order those who wait get them; an existing one has to have the same
     * @param bound whether there may be more than at first; an existing one has to have the same
     * @return the semaphore
     * @throws InvalidFileException if it is something else, or was made with other permits, fairness or bound
     */
    public static InterProcessSemaphore openOrCreate(
            SharedSpace space, String name, int permits, Fairness fairness, Bound bound) {
        return in(space.openOrCreateObject(name, spec(permits, bound).withFairness(fairness)));
    }

    // ---- acquire ----

    /**
     * Acquires a permit, and waits until there is one. Blocking.
     *
     * @throws InterruptedException if the thread is interrupted before or while waiting; nothing was acquired
     * @throws IllegalStateException if the space is closed
     */
    public void acquire() throws InterruptedException {
        acquire(1);
    }

    /**
     * Acquires permits, all at once, and waits until they are there. Blocking. Killed inside, the process has acquired them or
     * not; in either case they are there for others.
     *
     * @param permits how many, 0 or more
     * @throws InterruptedException if the thread is interrupted before or while waiting; nothing was acquired
     * @throws IllegalStateException if the space is closed
     */
    public void acquire(int permits) throws InterruptedException {
        engine.acquire(notNegative(permits), Handling.DEFAULT, Long.MAX_VALUE, true);
    }

    /** Acquires a permit, and waits until there is one, interrupted or not; an interrupt is kept. Blocking. */
    public void acquireUninterruptibly() {
        acquireUninterruptibly(1);
    }

    /**
     * As {@link #acquire(int)}, interrupted or not; an interrupt is kept. Blocking.
     *
     * @param permits how many, 0 or more
     */
    public void acquireUninterruptibly(int permits) {
        try {
            engine.acquire(notNegative(permits), Handling.DEFAULT, Long.MAX_VALUE, false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Acquires a permit if there is one, whoever waits. Doesn't wait.
     *
     * @return whether acquired; that a holder has died may take some milliseconds and further calls to be found out
     */
    public boolean tryAcquire() {
        return tryAcquire(1);
    }

    /**
     * Acquires permits if they are all there, whoever waits. Doesn't wait.
     *
     * @param permits how many, 0 or more
     * @return whether acquired
     */
    public boolean tryAcquire(int permits) {
        return engine.tryAcquire(notNegative(permits));
    }

    /**
     * Acquires a permit, and waits until there is one or the time is over. Blocking.
     *
     * @param timeout how long to wait at most; if not positive not at all, and of a fair semaphore not before those who wait
     * @param unit of the time
     * @return whether acquired
     * @throws InterruptedException if the thread is interrupted before or while waiting; nothing was acquired
     */
    public boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException {
        return tryAcquire(1, timeout, unit);
    }

    /**
     * Acquires permits, all at once, and waits until they are there or the time is over. Blocking.
     *
     * @param permits how many, 0 or more
     * @param timeout how long to wait at most; if not positive not at all, and of a fair semaphore not before those who wait
     * @param unit of the time
     * @return whether acquired
     * @throws InterruptedException if the thread is interrupted before or while waiting; nothing was acquired
     */
    public boolean tryAcquire(int permits, long timeout, TimeUnit unit) throws InterruptedException {
        return engine.acquire(notNegative(permits), Handling.DEFAULT, unit.toNanos(timeout), true);
    }

    /**
     * Acquires all permits that are there. Doesn't wait.
     *
     * @return how many; if there were less than none, after a reduction, so many as were missing have been added
     */
    public int drainPermits() {
        return engine.drain();
    }

    // ---- release ----

    /**
     * Releases a permit. Doesn't wait but for others' steps of some nanoseconds.
     *
     * @throws IllegalStateException if it is bounded and this process has none, or there are 2<sup>31</sup> - 1
     */
    public void release() {
        release(1);
    }

    /**
     * Releases permits, all at once. Killed inside, the process has released them or not; in either case they are there for
     * others. A wake-up that it owed is made up for.
     *
     * @param permits how many, 0 or more
     * @throws IllegalStateException if it is bounded and this process has not so many, or there would be more than
     *     2<sup>31</sup> - 1; none was released
     */
    public void release(int permits) {
        engine.release(notNegative(permits));
    }

    /**
     * Takes away permits, be it some that are in use: then as many have to be released before anybody acquires one.
     *
     * @param reduction how many, 0 or more
     */
    public void reducePermits(int reduction) {
        engine.reduce(notNegative(reduction));
    }

    private int notNegative(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException(
                    "negative: semaphore=" + file.qualifiedName() + ", permits=" + permits + "; take 0 or more");
        }
        return permits;
    }

    // ---- for those who want to know ----

    @Override
    public String name() {
        return file.name();
    }

    /** {@return how many permits are there, less than 0 after a reduction; over as soon as it is said} */
    public int availablePermits() {
        return engine.availablePermits();
    }

    /** {@return how many permits this process has acquired and not released} */
    public int heldPermits() {
        return engine.heldPermits();
    }

    /**
     * {@return which processes have how many permits, all at one moment, hence never more than there are; permits of
     * a dead process are its own until somebody needs them} It waits for a step of others, as acquiring does.
     */
    public Map<ProcessInfo, Integer> holders() {
        return engine.holders();
    }

    /** {@return whether those who wait get permits first come, first served} */
    public boolean isFair() {
        return engine.isFair();
    }

    /** {@return whether a process may release only what it has acquired} */
    public boolean isBounded() {
        return engine.isBounded();
    }

    /** {@return whether any thread waits, of any live process} */
    public boolean hasQueuedThreads() {
        return getQueueLength() > 0;
    }

    /** {@return how many threads of all live processes wait; over as soon as it is said} */
    public int getQueueLength() {
        return engine.waiters();
    }

    /** {@return the last process that died with permits, or while it acquired or released} */
    public Optional<OwnerDeath> lastDeath() {
        return engine.report().lastDeath();
    }

    private Object writeReplace() {
        return new Reference<>(new SemaphoreType(), file);
    }

    /** {@return the name, the permits that are there, and who has the others} */
    @Override
    public String toString() {
        return "InterProcessSemaphore " + file.qualifiedName() + ", " + engine;
    }
}
