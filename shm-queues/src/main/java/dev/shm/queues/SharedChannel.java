package dev.shm.queues;

import dev.shm.robust.Handling;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.ElementType;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import dev.shm.space.Reference;
import dev.shm.space.SharedObject;
import dev.shm.space.SharedSpace;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * Messages from one thread to one other, or from many to one, in whatever processes, for those who count nanoseconds: they are
 * written and read where they lie, in a ring of bytes in shared memory. First in, first out.
 *
 * <p>A message that was {@linkplain Claim#commit committed} is there for the consumer, whoever is killed. One that was not never
 * appears, and its room comes back at once. Of a dead consumer the next one inherits the message that it was about.
 *
 * <p>What a thread did before it committed a message happens-before what the consumer does when it has got it.
 *
 * <p>Threads: any; producers and consumers belong to the one that made them. Processes: any. Progress: blocking while there is no room,
 * no message, or, with many producers, while another one has a claim; else wait-free. Peer crash: the next one goes on. Allocation: none
 * but to wait.
 */
public final class SharedChannel implements SharedObject {
    /** How many producers a channel has at a time. */
    public enum Producers {
        /** One, which has the role until it gives it back: putting a message then takes no lock. */
        ONE,
        /** Any number, each of which locks the others out from a claim to its commit. */
        MANY
    }

    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(14, "SharedChannel", 1);
    private static final String SCHEMA = "producers ";
    private static final int LEAST_BYTES = 64;
    private static final int MOST_BYTES = 1 << 29;
    static final ObjectSpec SPEC = ObjectSpec.of(TYPE, ChannelLayout.LENGTH)
            .withElements(ElementType.BYTE, 1, ObjectSpec.ANY_COUNT)
            .withAnySchema();

    private final transient ObjectFile file;
    private final transient RobustChannel engine;
    private final transient Handling handling;

    private SharedChannel(ObjectFile file, Handling handling) {
        this.file = file;
        this.handling = handling;
        Producers producers = file.described(SharedChannel::producers, any -> ringBytes(file.elementCount()));
        int capacity = (int) file.elementCount();
        this.engine = (RobustChannel) file.engineAt(
                ObjectSpec.BODY_OFFSET,
                (words, offset, self, site) -> new RobustChannel(words, offset, self, site, capacity, producers));
    }

    static SharedChannel in(ObjectFile file) {
        return new SharedChannel(file, Handling.DEFAULT);
    }

    private static ObjectSpec spec(long capacityBytes, Producers producers) {
        if (capacityBytes < 1 || capacityBytes > MOST_BYTES) {
            throw new IllegalArgumentException("bytes=" + capacityBytes + "; take 1 to " + MOST_BYTES);
        }
        return ObjectSpec.of(TYPE, ChannelLayout.LENGTH)
                .withElements(ElementType.BYTE, 1, ringBytes(capacityBytes))
                .withSchema(SCHEMA + producers.name());
    }

    /** How long the ring is that holds so many bytes, as far as there is one. */
    private static long ringBytes(long capacityBytes) {
        return Math.max(LEAST_BYTES, ByteRing.powerOfTwo(Math.min(MOST_BYTES, capacityBytes)));
    }

    private static Producers producers(String schema) {
        if (!schema.startsWith(SCHEMA)) {
            throw new IllegalArgumentException(schema);
        }
        return Producers.valueOf(schema.substring(SCHEMA.length()));
    }

    // ---- making and opening ----

    /**
     * Makes a channel for one producer at a time.
     *
     * @param space where
     * @param name of the object in the space
     * @param capacityBytes how long its ring is at least, 1 to 2²⁹; it gets the next power of two. A message takes its bytes and 8
     *     more, rounded up to a multiple of 8, and may be as long as half of the ring less 8
     * @return the channel
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static SharedChannel create(SharedSpace space, String name, long capacityBytes) {
        return create(space, name, capacityBytes, Producers.ONE);
    }

    /**
     * Makes a channel.
     *
     * @param space where
     * @param name of the object in the space
     * @param capacityBytes how long its ring is at least, 1 to 2²⁹
     * @param producers how many there may be at a time
     * @return the channel
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static SharedChannel create(SharedSpace space, String name, long capacityBytes, Producers producers) {
        return in(space.createObject(name, spec(capacityBytes, producers)));
    }

    /**
     * Opens a channel, however long it is, and for however many producers.
     *
     * @param space where
     * @param name of the object in the space
     * @return the channel
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public static SharedChannel open(SharedSpace space, String name) {
        return in(space.openObject(name, SPEC));
    }

    /**
     * Opens a channel, or makes one for one producer at a time.
     *
     * @param space where
     * @param name of the object in the space
     * @param capacityBytes how long its ring is at least; that of an existing one has to be as long
     * @return the channel
     * @throws InvalidFileException if it is something else, or was made with something else
     */
    public static SharedChannel openOrCreate(SharedSpace space, String name, long capacityBytes) {
        return openOrCreate(space, name, capacityBytes, Producers.ONE);
    }

    /**
     * Opens a channel or makes it.
     *
     * @param space where
     * @param name of the object in the space
     * @param capacityBytes how long its ring is at least; that of an existing one has to be as long
     * @param producers how many there may be at a time; an existing one has to be for as many
     * @return the channel
     * @throws InvalidFileException if it is something else, or was made with something else
     */
    public static SharedChannel openOrCreate(SharedSpace space, String name, long capacityBytes, Producers producers) {
        return in(space.openOrCreateObject(name, spec(capacityBytes, producers)));
    }

    /**
     * {@return the same channel, whose producers and consumers that are made by this handle idle so while they wait, and never sleep}:
     * for those who have a processor to spare
     * @param idle makes an idle strategy per wait, as {@code BusySpinIdleStrategy::new}
     */
    public SharedChannel spinning(Supplier<? extends IdleStrategy> idle) {
        return new SharedChannel(file, handling.spinning(idle));
    }

    /**
     * {@return the same channel, whose producers and consumers that are made by this handle idle so while they wait, before they sleep}
     * @param idle makes an idle strategy per wait
     */
    public SharedChannel idlingWith(Supplier<? extends IdleStrategy> idle) {
        return new SharedChannel(file, handling.withIdle(idle));
    }

    // ---- producers and the consumer ----

    /**
     * A producer for the current thread. If there may be only one, it takes that role; of one that died it inherits it.
     *
     * @return to be closed
     * @throws QueueClosedException if the channel is closed
     * @throws IllegalStateException if a thread that lives has the role
     */
    public ChannelProducer producer() {
        try {
            return ChannelProducer.open(engine, handling, 0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * A producer for the current thread. If there may be only one, it waits for that role: whoever has it may give it back, or die.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return to be closed
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws QueueClosedException if the channel is closed
     * @throws IllegalStateException if a thread that lives has the role when the time is over
     */
    public ChannelProducer producer(long timeout, TimeUnit unit) throws InterruptedException {
        return ChannelProducer.open(engine, handling, unit.toNanos(timeout));
    }

    /**
     * The consumer, for the current thread: it takes that role, and inherits it from one that died.
     *
     * @return to be closed
     * @throws IllegalStateException if a thread that lives has the role
     */
    public ChannelConsumer consumer() {
        try {
            return ChannelConsumer.open(engine, handling, 0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * The consumer, for the current thread: it waits for that role, which whoever has it may give back, or die with.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return to be closed
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws IllegalStateException if a thread that lives has the role when the time is over
     */
    public ChannelConsumer consumer(long timeout, TimeUnit unit) throws InterruptedException {
        return ChannelConsumer.open(engine, handling, unit.toNanos(timeout));
    }

    // ---- closing ----

    /**
     * Closes the channel for all processes and for ever: who claims from now on gets a {@link QueueClosedException}, and so does the
     * consumer when it has got all that was committed; a claim that is open may still be. Wait-free, but for system calls if
     * others sleep. Idempotent.
     */
    public void close() {
        engine.closeForAll();
    }

    /** {@return whether it was closed} */
    public boolean isClosed() {
        return engine.isClosed();
    }

    // ---- for those who want to know ----

    @Override
    public String name() {
        return file.name();
    }

    /** {@return how long the ring is, in bytes} */
    public int capacityBytes() {
        return engine.capacity();
    }

    /** {@return how long a message may be, in bytes} */
    public int mostBytes() {
        return engine.mostBytes();
    }

    /** {@return how many producers it has at a time} */
    public Producers producers() {
        return engine.producers();
    }

    /** {@return how many bytes of the ring are taken by messages that are not consumed; over as soon as it is said} */
    public long pendingBytes() {
        return engine.pendingBytes();
    }

    RobustChannel engine() {
        return engine;
    }

    private Object writeReplace() {
        return new Reference<>(new ChannelType(), file);
    }

    /** {@return the name, how full it is, and who produces and consumes} */
    @Override
    public String toString() {
        return "SharedChannel " + file.qualifiedName() + ", " + engine;
    }
}
