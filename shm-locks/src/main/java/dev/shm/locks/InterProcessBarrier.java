package dev.shm.locks;

import dev.shm.robust.Handling;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import dev.shm.space.Reference;
import dev.shm.space.SharedObject;
import dev.shm.space.SharedSpace;
import dev.shm.sync.Breach;
import dev.shm.sync.BreachedBarrierException;
import dev.shm.sync.RobustBarrier;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A {@link java.util.concurrent.CyclicBarrier} among the threads of several JVMs: each waits until as many have come as there
 * are parties, and then all go on, again and again.
 *
 * <p>A process is a party from its first {@link #await()} on. If it dies, or closes the space, the barrier is broken for all who
 * have it open at that moment, whether their threads wait or come later: so nobody waits for the dead, and
 * {@link BreachedBarrierException#breach()} tells who it was. A process that goes without harm {@linkplain #leave leaves} first.
 * What was broken stays so until it is {@linkplain #reset reset}. For those who open a barrier none of whose parties lives any
 * more, it begins anew.
 *
 * <p>What a thread did before it came happens-before the action, and that happens-before the return of all.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: a party breaks it. Allocation: little.
 */
public final class InterProcessBarrier implements SharedObject {
    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(10, "InterProcessBarrier", 1);
    private static final ObjectSpec BASE = ObjectSpec.of(TYPE, RobustBarrier.lengthBytes());
    private static final String PARTIES = "parties ";
    static final ObjectSpec SPEC = BASE.withAnySchema();

    private final transient ObjectFile file;
    private final transient RobustBarrier engine;
    private final transient Runnable action;

    private InterProcessBarrier(ObjectFile file, Runnable action) {
        this.file = file;
        this.action = action;
        this.engine = (RobustBarrier) file.engineAt(
                ObjectSpec.BODY_OFFSET,
                (words, offset, self, site) -> new RobustBarrier(words, offset, self, site, parties(file)));
        engine.noteDead();
    }

    static InterProcessBarrier in(ObjectFile file) {
        return new InterProcessBarrier(file, null);
    }

    private static int parties(ObjectFile file) {
        String schema = file.schema();
        return Integer.parseInt(schema.substring(PARTIES.length()));
    }

    private static ObjectSpec spec(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("parties=" + parties + "; take 1 or more");
        }
        return BASE.withSchema(PARTIES + parties);
    }

    // ---- making and opening ----

    /**
     * Makes a barrier.
     *
     * @param space where
     * @param name of the object in the space
     * @param parties how many threads have to come, 1 or more
     * @return the barrier
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessBarrier create(SharedSpace space, String name, int parties) {
        return in(space.createObject(name, spec(parties)));
    }

    /**
     * Opens a barrier, for however many parties.
     *
     * @param space where
     * @param name of the object in the space
     * @return the barrier
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public static InterProcessBarrier open(SharedSpace space, String name) {
        return in(space.openObject(name, SPEC));
    }

    /**
     * Opens a barrier or makes it.
     *
     * @param space where
     * @param name of the object in the space
     * @param parties how many threads have to come; an existing one has to be for as many
     * @return the barrier
     * @throws InvalidFileException if it is something else, or for another number of parties
     */
    public static InterProcessBarrier openOrCreate(SharedSpace space, String name, int parties) {
        return in(space.openOrCreateObject(name, spec(parties)));
    }

    /**
     * A handle of the same barrier with an action: that of the handle by which the last one has come is run, in its thread and
     * before any goes on. If it throws, the barrier is broken; if its process dies in it, as well. It had better be short, for
     * who waits with a time-out does not give up meanwhile.
     *
     * @param barrierAction what to run
     * @return another handle; this one is as before
     */
    public InterProcessBarrier withAction(Runnable barrierAction) {
        return new InterProcessBarrier(file, barrierAction);
    }

    // ---- waiting ----

    /**
     * Comes, and waits until all have come. Blocking. Killed inside, the process has come or has not, and breaks the barrier if
     * the round was not over.
     *
     * @return how many were missing when it came: {@code getParties() - 1} for the first, 0 for the last
     * @throws InterruptedException if the thread is interrupted before or while waiting; the barrier is broken by that
     * @throws BreachedBarrierException if the barrier is broken, or breaks meanwhile
     * @throws IllegalStateException if the space is closed
     */
    public int await() throws InterruptedException, BreachedBarrierException {
        try {
            return engine.await(Handling.DEFAULT, Long.MAX_VALUE, action);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Comes, and waits until all have come or the time is over. Blocking.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return how many were missing when it came
     * @throws InterruptedException if the thread is interrupted before or while waiting; the barrier is broken by that
     * @throws BreachedBarrierException if the barrier is broken, or breaks meanwhile
     * @throws TimeoutException if the time is over; the barrier is broken by that
     * @throws IllegalStateException if the space is closed
     */
    public int await(long timeout, TimeUnit unit)
            throws InterruptedException, BreachedBarrierException, TimeoutException {
        return engine.await(Handling.DEFAULT, unit.toNanos(timeout), action);
    }

    // ---- breaking and mending ----

    /** Begins the next round; threads that wait in this one get a {@link BreachedBarrierException}. Waits for others' steps. */
    public void reset() {
        engine.reset();
    }

    /** Breaks the barrier, as Python's {@code abort}, until it is {@linkplain #reset reset}. Waits for others' steps. */
    public void abort() {
        engine.abort();
    }

    /**
     * This process is no party any more, until it waits again: that it ends breaks nothing.
     *
     * @throws IllegalStateException if a thread of this process waits
     */
    public void leave() {
        engine.leave();
    }

    // ---- for those who want to know ----

    @Override
    public String name() {
        return file.name();
    }

    /** {@return how many threads have to come} */
    public int getParties() {
        return engine.parties();
    }

    /** {@return how many threads of all processes have come and wait; over as soon as it is said} */
    public int getNumberWaiting() {
        return engine.waiting();
    }

    /** {@return whether the barrier is broken; that a party has died may take some milliseconds to be found out} */
    public boolean isBroken() {
        return engine.isBroken();
    }

    /** {@return who broke it, if it is broken} */
    public Optional<Breach> brokenBy() {
        return Optional.ofNullable(engine.brokenBy());
    }

    /** {@return whether this process is a party: has waited, and has not left} */
    public boolean isParty() {
        return engine.isParty();
    }

    /** {@return how many rounds are over, complete or reset} */
    public long rounds() {
        return engine.generation();
    }

    /** Where it arrives, it is a handle without an action. */
    private Object writeReplace() {
        return new Reference<>(new BarrierType(), file);
    }

    /** {@return the name, and who waits or who broke it} */
    @Override
    public String toString() {
        return "InterProcessBarrier " + file.qualifiedName() + ", " + engine;
    }
}
