package dev.shm.queues;

import dev.shm.robust.Awaitable;
import dev.shm.robust.Awaited;
import dev.shm.robust.Handling;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.Reference;
import dev.shm.space.SharedObject;
import dev.shm.space.SharedSpace;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * A {@link BlockingQueue} among the threads of several JVMs: an {@link java.util.concurrent.ArrayBlockingQueue} for so many
 * elements and so many bytes of them. Elements are copied, by a {@link Codec}, into shared memory and out of it.
 *
 * <p>No process can wedge it. One that is killed while it puts has put the element, or not; half of one is never seen. An
 * element that was put is taken once, by one consumer; one that is killed before it took it leaves it to the others. What a
 * consumer has <i>in hand</i> when it dies is lost and {@linkplain #lastConsumerDeath reported}, or is {@linkplain
 * ConsumerDeathPolicy#REDELIVER delivered again}, as was chosen when the queue was made.
 *
 * <p>In hand a thread has what it took by its last call, until it takes again, says {@link #taskDone}, or closes the space. Who
 * deals with elements in other threads {@linkplain #receive() receives} them and says {@link Delivery#done}. An element in hand
 * of a queue that redelivers keeps its room.
 *
 * <p>What a thread did before it put an element happens-before what is done by the one that takes it.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: the next one goes on. Allocation: to encode and decode.
 *
 * @param <E> the type of the elements
 */
public final class SharedQueue<E> extends QueuedElements<E> implements SharedObject, Awaitable {
    private static final long serialVersionUID = 1L;

    private final transient Handling handling;

    private SharedQueue(ObjectFile file, Codec<E> codec, Handling handling) {
        super(file, codec);
        this.handling = handling;
    }

    static <E> SharedQueue<E> in(ObjectFile file, Codec<E> codec) {
        return new SharedQueue<>(file, codec, Handling.DEFAULT);
    }

    // ---- making and opening ----

    /**
     * Makes a queue that reports what dead consumers had in hand.
     *
     * @param <E> the type of the elements
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements
     * @param capacity how many elements it holds, 1 to 2³¹
     * @param capacityBytes how many bytes of elements it holds, 8 to 2⁴⁰; each is counted in multiples of 8, and of one of up to 24
     *     bytes nothing is counted
     * @return the queue
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static <E> SharedQueue<E> create(
            SharedSpace space, String name, Codec<E> codec, long capacity, long capacityBytes) {
        return create(space, name, codec, capacity, capacityBytes, ConsumerDeathPolicy.REPORT);
    }

    /**
     * Makes a queue.
     *
     * @param <E> the type of the elements
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements
     * @param capacity how many elements it holds, 1 to 2³¹
     * @param capacityBytes how many bytes of elements it holds, 8 to 2⁴⁰
     * @param policy what becomes of what a dead consumer had in hand
     * @return the queue
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static <E> SharedQueue<E> create(
            SharedSpace space,
            String name,
            Codec<E> codec,
            long capacity,
            long capacityBytes,
            ConsumerDeathPolicy policy) {
        return in(space.createObject(name, new QueueGeometry(capacity, capacityBytes, policy).spec(codec)), codec);
    }

    /**
     * Opens a queue, however large it is.
     *
     * @param <E> the type of the elements
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements; of the format that the queue was made with
     * @return the queue
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else, or has elements of another format
     */
    public static <E> SharedQueue<E> open(SharedSpace space, String name, Codec<E> codec) {
        return in(space.openObject(name, QueueGeometry.anySpec(codec)), codec);
    }

    /**
     * Opens a queue, or makes one that reports what dead consumers had in hand.
     *
     * @param <E> the type of the elements
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements
     * @param capacity how many elements it holds; an existing one has to hold as many
     * @param capacityBytes how many bytes of elements it holds; an existing one has to hold as many
     * @return the queue
     * @throws InvalidFileException if it is something else, or was made with something else
     */
    public static <E> SharedQueue<E> openOrCreate(
            SharedSpace space, String name, Codec<E> codec, long capacity, long capacityBytes) {
        return openOrCreate(space, name, codec, capacity, capacityBytes, ConsumerDeathPolicy.REPORT);
    }

    /**
     * Opens a queue or makes it.
     *
     * @param <E> the type of the elements
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements
     * @param capacity how many elements it holds; an existing one has to hold as many
     * @param capacityBytes how many bytes of elements it holds; an existing one has to hold as many
     * @param policy what becomes of what a dead consumer had in hand; an existing one has to have the same
     * @return the queue
     * @throws InvalidFileException if it is something else, or was made with something else
     */
    public static <E> SharedQueue<E> openOrCreate(
            SharedSpace space,
            String name,
            Codec<E> codec,
            long capacity,
            long capacityBytes,
            ConsumerDeathPolicy policy) {
        return in(
                space.openOrCreateObject(name, new QueueGeometry(capacity, capacityBytes, policy).spec(codec)), codec);
    }

    /**
     * {@return the same queue, whose waits by this handle idle so and never sleep}: for those who count nanoseconds and have a
     * processor to spare
     * @param idle makes an idle strategy per wait, as {@code BusySpinIdleStrategy::new}
     */
    public SharedQueue<E> spinning(Supplier<? extends IdleStrategy> idle) {
        return new SharedQueue<>(file(), codec(), handling.spinning(idle));
    }

    // ---- put ----

    /**
     * Puts an element, and waits until there is room. Blocking. Killed inside, the element is put or not.
     *
     * @param element not null
     * @throws InterruptedException if the thread is interrupted before or while waiting; it is not put
     * @throws QueueClosedException if the queue is closed
     * @throws IllegalArgumentException if the element is longer than the queue, or can't be encoded
     */
    @Override
    public void put(E element) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        put(element, Long.MAX_VALUE);
    }

    /**
     * Puts an element if there is room before the time is over.
     *
     * @param element not null
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return whether it is put
     * @throws InterruptedException if the thread is interrupted before or while waiting; it is not put
     */
    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return put(element, unit.toNanos(timeout));
    }

    /**
     * Puts an element if there is room. Waits only for others' steps.
     *
     * @param element not null
     * @return whether it is put
     * @throws QueueClosedException if the queue is closed
     */
    @Override
    public boolean offer(E element) {
        try {
            return put(element, 0);
        } catch (InterruptedException e) {
            throw new AssertionError(e); // it does not wait
        }
    }

    private boolean put(E element, long nanos) throws InterruptedException {
        Scratch bytes = Scratch.encode(
                codec(), element, qualifiedName(), engine().geometry().mostElementBytes());
        try {
            return engine().put(bytes.bytes(), handling, nanos);
        } finally {
            bytes.giveBack();
        }
    }

    // ---- take ----

    /**
     * Takes the next element, and waits until there is one. Blocking. What this thread took before is done with it. Killed inside,
     * the element is still to be taken, or in hand of one that died.
     *
     * @return the element
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws QueueClosedException if the queue is closed and nothing is left in it
     * @throws UndecodableElementException if it can't be decoded; it is taken
     */
    @Override
    public E take() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return decode(engine().take(false, handling, Long.MAX_VALUE));
    }

    /**
     * Takes the next element if there is one before the time is over. What this thread took before is done with it.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return the element; null if there is none
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws QueueClosedException if the queue is closed and nothing is left in it
     */
    @Override
    public E poll(long timeout, TimeUnit unit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return decode(engine().take(false, handling, unit.toNanos(timeout)));
    }

    /**
     * Takes the next element if there is one. What this thread took before is done with it. Waits only for others' steps.
     *
     * @return the element; null if there is none
     * @throws QueueClosedException if the queue is closed and nothing is left in it
     */
    @Override
    public E poll() {
        try {
            return decode(engine().take(false, handling, 0));
        } catch (InterruptedException e) {
            throw new AssertionError(e); // it does not wait
        }
    }

    /**
     * Takes the next element, and waits until there is one; the caller says when it is done with it.
     *
     * @return the element, and more
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws QueueClosedException if the queue is closed and nothing is left in it
     */
    public Delivery<E> receive() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return deliver(engine().take(true, handling, Long.MAX_VALUE));
    }

    /**
     * Takes the next element if there is one before the time is over; the caller says when it is done with it.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return the element, and more; empty if there is none
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws QueueClosedException if the queue is closed and nothing is left in it
     */
    public Optional<Delivery<E>> receive(long timeout, TimeUnit unit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return Optional.ofNullable(deliver(engine().take(true, handling, unit.toNanos(timeout))));
    }

    private Delivery<E> deliver(Taken taken) {
        if (taken == null) {
            return null;
        }
        try {
            return new Delivery<>(engine(), decode(taken), taken.position(), taken.returns());
        } catch (UndecodableElementException e) {
            engine().done(taken.position()); // nobody has it in hand
            throw e;
        }
    }

    // ---- done ----

    /**
     * Says that one of the elements that this process took is done: of those that this thread has in hand the first one. Python's
     * {@code task_done}.
     *
     * @throws IllegalStateException if it was said for all of them
     */
    public void taskDone() {
        engine().taskDone();
    }

    /**
     * Waits until {@link #taskDone} was said for all elements that were put. Of those that a dead process took nobody waits for
     * it.
     *
     * @throws InterruptedException if the thread is interrupted before or while waiting
     */
    public void join() throws InterruptedException {
        join(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    /**
     * The same, for a time.
     *
     * @param timeout how long to wait at most
     * @param unit of the time
     * @return whether all are done
     * @throws InterruptedException if the thread is interrupted before or while waiting
     */
    public boolean join(long timeout, TimeUnit unit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return engine().join(handling, unit.toNanos(timeout));
    }

    /**
     * Closes the queue, for all processes and for good: whoever puts gets an exception, and so does whoever takes when nothing is
     * left. Idempotent. Blocking only for as long as others put.
     */
    public void close() {
        engine().closeForAll();
    }

    // ---- for those who want to know ----

    @Override
    public String name() {
        return file().name();
    }

    /** {@return how many elements were put and are not said to be done; over as soon as it is said} */
    public long unfinished() {
        return engine().unfinished();
    }

    /**
     * {@return how many elements consumers had in hand who died; by the policy they are lost, or were delivered again, and then those
     * count too whose thread alone has ended}
     */
    public long orphans() {
        return engine().orphans();
    }

    /** {@return the last consumer that died with elements in hand, and how many} */
    public Optional<ConsumerDeath> lastConsumerDeath() {
        return Optional.ofNullable(engine().lastDeath());
    }

    /** {@return what a {@code WaitSet} waits by: it is ready if something is to be taken, or nothing ever will be} */
    @Override
    public Awaited awaited() {
        return engine();
    }

    private Object writeReplace() {
        return new Reference<>(new QueueType<>(codec()), file());
    }

    /** {@return the name, and the state} */
    @Override
    public String toString() {
        return "SharedQueue " + qualifiedName() + ", " + engine();
    }
}
