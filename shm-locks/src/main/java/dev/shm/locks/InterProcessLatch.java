package dev.shm.locks;

import dev.shm.robust.Awaitable;
import dev.shm.robust.Awaited;
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
import dev.shm.sync.BrokenLatchException;
import dev.shm.sync.RobustLatch;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A {@link java.util.concurrent.CountDownLatch} among the threads of several JVMs that does not wait for the dead: a process
 * may say how many of the count-downs it {@linkplain #participate owes}, and if it ends before it has done them, killed or not,
 * they count as done, or the latch breaks.
 *
 * <p>What a thread did before it counted down happens-before the return of whoever waited for that.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: by the policy, if it owed; else no effect. Allocation: little.
 */
public final class InterProcessLatch implements SharedObject, Awaitable {
    /** What becomes of count-downs that a process owes when it dies or closes the space. */
    public enum DebtPolicy {
        /** They count as done. */
        COUNT_DOWN,
        /** The latch is broken: who waits gets a {@link BrokenLatchException}. */
        BREAK
    }

    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(9, "InterProcessLatch", 1);
    private static final ObjectSpec BASE = ObjectSpec.of(TYPE, RobustLatch.lengthBytes());
    static final ObjectSpec SPEC = BASE.withAnySchema();

    private final transient ObjectFile file;
    private final transient RobustLatch engine;

    private InterProcessLatch(ObjectFile file) {
        this.file = file;
        boolean breaks = file.schema().endsWith(" " + DebtPolicy.BREAK);
        this.engine = (RobustLatch) file.engineAt(
                ObjectSpec.BODY_OFFSET,
                (words, offset, self, site) -> new RobustLatch(words, offset, self, site, breaks));
    }

    static InterProcessLatch in(ObjectFile file) {
        return new InterProcessLatch(file);
    }

    private static ObjectSpec spec(int count, DebtPolicy policy) {
        if (count < 0) {
            throw new IllegalArgumentException("negative: count=" + count + "; take 0 or more");
        }
        return BASE.withSchema("count " + count + " " + policy.name()).withInitial(count);
    }

    // ---- making and opening ----

    /**
     * Makes a latch for which what the dead owe counts as done.
     *
     * @param space where
     * @param name of the object in the space
     * @param count how many count-downs it takes, 0 or more
     * @return the latch
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessLatch create(SharedSpace space, String name, int count) {
        return create(space, name, count, DebtPolicy.COUNT_DOWN);
    }

    /**
     * Makes a latch.
     *
     * @param space where
     * @param name of the object in the space
     * @param count how many count-downs it takes, 0 or more
     * @param policy what becomes of what the dead owe
     * @return the latch
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessLatch create(SharedSpace space, String name, int count, DebtPolicy policy) {
        return in(space.createObject(name, spec(count, policy)));
    }

    /**
     * Opens a latch, whatever its count and policy.
     *
     * @param space where
     * @param name of the object in the space
     * @return the latch
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public static InterProcessLatch open(SharedSpace space, String name) {
        return in(space.openObject(name, SPEC));
    }

    /**
     * Opens a latch or makes it, for which what the dead owe counts as done.
     *
     * @param space where
     * @param name of the object in the space
     * @param count how many count-downs it takes; an existing one has to have been made with as many
     * @return the latch
     * @throws InvalidFileException if it is something else, or was made with another count or policy
     */
    public static InterProcessLatch openOrCreate(SharedSpace space, String name, int count) {
        return openOrCreate(space, name, count, DebtPolicy.COUNT_DOWN);
    }

    /**
     * Opens a latch or makes it.
     *
     * @param space where
     * @param name of the object in the space
     * @param count how many count-downs it takes; an existing one has to have been made with as many
     * @param policy what becomes of what the dead owe; an existing one has to have the same
     * @return the latch
     * @throws InvalidFileException if it is something else, or was made with another count or policy
     */
    public static InterProcessLatch openOrCreate(SharedSpace space, String name, int count, DebtPolicy policy) {
        return in(space.openOrCreateObject(name, spec(count, policy)));
    }

    // ---- waiting and counting ----

    /**
     * Waits until the count is 0. Blocking.
     *
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws BrokenLatchException if it is broken
     * @throws IllegalStateException if the space is closed
     */
    public void await() throws InterruptedException {
        engine.await(Handling.DEFAULT, Long.MAX_VALUE);
    }

    /**
     * Waits until the count is 0 or the time is over. Blocking.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return whether it is 0
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws BrokenLatchException if it is broken
     * @throws IllegalStateException if the space is closed
     */
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return engine.await(Handling.DEFAULT, unit.toNanos(timeout));
    }

    /**
     * Counts down by one of those that this process owes; if it owes none, by one that nobody in particular owes. Without
     * effect if there is none, or the latch is broken. Doesn't wait but for others' steps. Killed inside, it has counted or
     * not; a wake-up that it owed is made up for.
     */
    public void countDown() {
        engine.countDown();
    }

    /**
     * Says that this process does so many of the count-downs that are left. If it ends before, the policy rules.
     *
     * @param countDowns how many more than it owes already, 0 or more
     * @throws IllegalStateException if there are not so many left that nobody owes; nothing has changed
     * @throws BrokenLatchException if it is broken
     */
    public void participate(int countDowns) {
        if (countDowns < 0) {
            throw new IllegalArgumentException(
                    "negative: latch=" + file.qualifiedName() + ", count-downs=" + countDowns + "; take 0 or more");
        }
        engine.participate(countDowns);
    }

    // ---- for those who want to know ----

    @Override
    public String name() {
        return file.name();
    }

    /** {@return how many count-downs are left; of a broken one, how many were left then} */
    public long getCount() {
        return engine.count();
    }

    /** {@return how many of them this process owes} */
    public int owed() {
        return engine.owed();
    }

    /** {@return who broke it, if it is broken} */
    public Optional<Breach> brokenBy() {
        return Optional.ofNullable(engine.brokenBy());
    }

    /** {@return how many threads of all live processes wait; over as soon as it is said} */
    public int getQueueLength() {
        return engine.waiters();
    }

    @Override
    public Awaited awaited() {
        return engine;
    }

    private Object writeReplace() {
        return new Reference<>(new LatchType(), file);
    }

    /** {@return the name, and the count} */
    @Override
    public String toString() {
        return "InterProcessLatch " + file.qualifiedName() + ", " + engine;
    }
}
