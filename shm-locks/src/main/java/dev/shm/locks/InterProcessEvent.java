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
import dev.shm.sync.RobustEvent;
import java.util.concurrent.TimeUnit;

/**
 * A flag that threads of several JVMs set, clear and wait for: Python's {@code Event}. It begins not set.
 *
 * <p>What a thread did before it {@linkplain #set set} the event happens-before the return of whoever waited for it, or saw
 * that it {@linkplain #isSet is set}. Nobody owns an event, so nobody's death matters to it.
 *
 * <p>Threads: any. Processes: any. Progress: blocking while waiting, else lock-free. Peer crash: no effect. Allocation: none
 * but to wait.
 */
public final class InterProcessEvent implements SharedObject, Awaitable {
    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(7, "InterProcessEvent", 1);
    static final ObjectSpec SPEC = ObjectSpec.of(TYPE, RobustEvent.lengthBytes());

    private final transient ObjectFile file;
    private final transient RobustEvent engine;

    private InterProcessEvent(ObjectFile file) {
        this.file = file;
        this.engine = (RobustEvent) file.engineAt(ObjectSpec.BODY_OFFSET, RobustEvent::new);
    }

    static InterProcessEvent in(ObjectFile file) {
        return new InterProcessEvent(file);
    }

    // ---- making and opening ----

    /**
     * Makes an event that is not set.
     *
     * @param space where
     * @param name of the object in the space
     * @return the event
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static InterProcessEvent create(SharedSpace space, String name) {
        return in(space.createObject(name, SPEC));
    }

    /**
     * Opens an event.
     *
     * @param space where
     * @param name of the object in the space
     * @return the event
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public static InterProcessEvent open(SharedSpace space, String name) {
        return in(space.openObject(name, SPEC));
    }

    /**
     * Opens an event, or makes one that is not set.
     *
     * @param space where
     * @param name of the object in the space
     * @return the event
     * @throws InvalidFileException if it is something else
     */
    public static InterProcessEvent openOrCreate(SharedSpace space, String name) {
        return in(space.openOrCreateObject(name, SPEC));
    }

    // ---- the event ----

    /**
     * Sets the event, and lets all go who wait for it by now, even if it is cleared at once. Never blocks: lock-free, and a
     * system call if somebody sleeps. Killed inside, the process has set it or has not; a wake-up that it owed is made up for.
     */
    public void set() {
        engine.set();
    }

    /** Clears the event: whoever waits from now on waits until it is set again. Lock-free. */
    public void clear() {
        engine.clear();
    }

    /** {@return whether the event is set} */
    public boolean isSet() {
        return engine.isSet();
    }

    /**
     * Waits until the event is set; returns at once if it is. Blocking.
     *
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws IllegalStateException if the space is closed
     */
    public void await() throws InterruptedException {
        engine.await(Handling.DEFAULT, Long.MAX_VALUE, true);
    }

    /**
     * Waits until the event is set or the time is over; returns at once if it is set. Blocking.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return whether it is set, or was for a while since the call
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws IllegalStateException if the space is closed
     */
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return engine.await(Handling.DEFAULT, unit.toNanos(timeout), true);
    }

    /** Waits until the event is set, interrupted or not; an interrupt is kept. Blocking. */
    public void awaitUninterruptibly() {
        try {
            engine.await(Handling.DEFAULT, Long.MAX_VALUE, false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ---- for those who want to know ----

    @Override
    public String name() {
        return file.name();
    }

    /** {@return how many threads of all live processes sleep until it is set; over as soon as it is said} */
    public int waiters() {
        return engine.waiters();
    }

    /** {@return how often it was set while it was not} */
    public long sets() {
        return engine.sets();
    }

    @Override
    public Awaited awaited() {
        return engine;
    }

    private Object writeReplace() {
        return new Reference<>(new EventType(), file);
    }

    /** {@return the name, and whether it is set} */
    @Override
    public String toString() {
        return "InterProcessEvent " + file.qualifiedName() + ", " + state();
    }

    private String state() {
        try {
            return isSet() ? "set" : "not set";
        } catch (IllegalStateException e) {
            return "closed";
        }
    }
}
