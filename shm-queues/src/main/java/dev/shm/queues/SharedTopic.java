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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * Elements that go to all who are interested: one or several publishers, and any number of subscribers, of several JVMs, each of
 * which gets every element that is published while it is there. The last ones, as many as have room, are kept, also for who
 * comes later.
 *
 * <p>What becomes of subscribers that are slow is {@linkplain SlowSubscribers chosen} when the topic is made. Elements of
 * several publishers have one order, the same for all subscribers.
 *
 * <p>What a thread did before it published an element happens-before that element's return from {@link Subscription#take}.
 *
 * <p>Threads: any. Processes: any. Progress: blocking, for publishers that are held back and for other publishers' steps. Peer
 * crash: an element that was not published yet is not there; nobody is held back by the dead. Allocation: what the codec
 * allocates.
 *
 * @param <E> the type of the elements
 */
public final class SharedTopic<E> implements SharedObject {
    /** What becomes of subscribers that don't take elements as fast as they are published. */
    public enum SlowSubscribers {
        /** They are lapped: miss the oldest ones, and are told how many. A publisher never waits for them. */
        LAP,
        /** They hold publishers back, unless they are closed or their process is dead. There are at most 256 of them. */
        HOLD_BACK
    }

    /** Where a subscriber begins. */
    public enum From {
        /** With the oldest element that is kept. */
        OLDEST,
        /** With the one that is published next. */
        NOW
    }

    private static final long serialVersionUID = 1L;
    private static final long MOST_BYTES = 1L << 34;
    private static final long LEAST_BYTES = 64;
    private static final ObjectType TYPE = new ObjectType(15, "SharedTopic", 1);
    private static final ObjectSpec BASE = ObjectSpec.of(TYPE, TopicLayout.LENGTH);

    private final transient ObjectFile file;
    private final transient TopicEngine engine;
    private final transient Codec<E> codec;
    private final transient Handling handling;
    private final transient int mostBytes;

    private SharedTopic(ObjectFile file, Codec<E> codec, Handling handling) {
        this.file = file;
        this.codec = codec;
        this.handling = handling;
        SlowSubscribers policy = policy(file);
        long ringBytes = file.elementCount();
        this.engine = (TopicEngine) file.engineAt(
                ObjectSpec.BODY_OFFSET,
                (words, offset, self, site) -> new TopicEngine(words, offset, self, site, ringBytes, policy));
        this.mostBytes = engine.mostBytes();
    }

    static <E> SharedTopic<E> in(ObjectFile file, Codec<E> codec) {
        return new SharedTopic<>(file, codec, Handling.DEFAULT);
    }

    // ---- what it is ----

    /** Whatever its length and policy. */
    static ObjectSpec spec(Codec<?> codec) {
        return BASE.withElements(ElementType.BYTE, 1, ObjectSpec.ANY_COUNT).withSchemaEnding(1, codec.format());
    }

    private static ObjectSpec spec(Codec<?> codec, long capacityBytes, SlowSubscribers policy) {
        if (capacityBytes < 1 || capacityBytes > MOST_BYTES) {
            throw new IllegalArgumentException("capacity in bytes=" + capacityBytes + "; take 1 to " + MOST_BYTES);
        }
        return BASE.withElements(ElementType.BYTE, 1, ringBytes(capacityBytes))
                .withSchema(policy.name() + " " + codec.format());
    }

    /** How long the ring is that holds so many bytes, as far as there is one. */
    private static long ringBytes(long capacityBytes) {
        return Math.max(LEAST_BYTES, ByteRing.powerOfTwo(Math.min(MOST_BYTES, capacityBytes)));
    }

    private static SlowSubscribers policy(ObjectFile file) {
        return file.described(
                schema -> SlowSubscribers.valueOf(schema.substring(0, schema.indexOf(' '))),
                any -> ringBytes(file.elementCount()));
    }

    // ---- making and opening ----

    /**
     * Makes a topic.
     *
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements
     * @param capacityBytes how many bytes are kept, 1 to 2<sup>34</sup>, made a power of two of at least 64; an element takes 8
     *     bytes more than the codec makes of it, up to the next multiple of 8
     * @param policy what becomes of slow subscribers
     * @return the topic
     * @param <E> the type of the elements
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static <E> SharedTopic<E> create(
            SharedSpace space, String name, Codec<E> codec, long capacityBytes, SlowSubscribers policy) {
        return in(space.createObject(name, spec(codec, capacityBytes, policy)), codec);
    }

    /**
     * Opens a topic, whatever its capacity and policy.
     *
     * @param space where
     * @param name of the object in the space
     * @param codec of the same format as at its creation
     * @return the topic
     * @param <E> the type of the elements
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else, or its codec is another one
     */
    public static <E> SharedTopic<E> open(SharedSpace space, String name, Codec<E> codec) {
        return in(space.openObject(name, spec(codec)), codec);
    }

    /**
     * Opens a topic or makes it.
     *
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements; an existing one has to have the same format
     * @param capacityBytes how many bytes are kept, as in {@link #create}; an existing one has to have the same
     * @param policy what becomes of slow subscribers; an existing one has to have the same
     * @return the topic
     * @param <E> the type of the elements
     * @throws InvalidFileException if it is something else, or was made with another codec, capacity or policy
     */
    public static <E> SharedTopic<E> openOrCreate(
            SharedSpace space, String name, Codec<E> codec, long capacityBytes, SlowSubscribers policy) {
        return in(space.openOrCreateObject(name, spec(codec, capacityBytes, policy)), codec);
    }

    /**
     * A handle of the same topic whose waits idle in another way before they sleep.
     *
     * @param strategy makes one for each wait
     * @return the handle
     */
    public SharedTopic<E> withIdle(Supplier<? extends IdleStrategy> strategy) {
        return new SharedTopic<>(file, codec, handling.withIdle(strategy));
    }

    /**
     * A handle of the same topic whose waits, and those of its subscriptions, never sleep: they idle until they are over. For who
     * has a processor to spare and no microsecond.
     *
     * @param strategy makes one for each wait
     * @return the handle
     */
    public SharedTopic<E> spinning(Supplier<? extends IdleStrategy> strategy) {
        return new SharedTopic<>(file, codec, handling.spinning(strategy));
    }

    // ---- publishing ----

    /**
     * Publishes an element; if subscribers hold back, waits until there is room. Blocking. Killed inside, it is published as a
     * whole or not at all; elements that it was to replace may be gone.
     *
     * @param element not null
     * @throws InterruptedException if the thread is interrupted while it is held back; nothing was published
     * @throws IllegalArgumentException if the element is longer than the topic allows
     * @throws TopicClosedException if the topic is closed
     * @throws IllegalStateException if the space is closed
     */
    public void publish(E element) throws InterruptedException {
        publish(element, Long.MAX_VALUE);
    }

    /**
     * Publishes an element, unless subscribers hold back. Doesn't wait but for others' steps.
     *
     * @param element not null
     * @return whether published; that a subscriber that held back has died may take some milliseconds and further calls to be
     *     found out
     * @throws IllegalArgumentException if the element is longer than the topic allows
     * @throws TopicClosedException if the topic is closed
     * @throws IllegalStateException if the space is closed
     */
    public boolean tryPublish(E element) {
        try {
            return publish(element, 0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Publishes an element; if subscribers hold back, waits until there is room or the time is over. Blocking.
     *
     * @param element not null
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return whether published
     * @throws InterruptedException if the thread is interrupted while it is held back; nothing was published
     * @throws IllegalArgumentException if the element is longer than the topic allows
     * @throws TopicClosedException if the topic is closed
     * @throws IllegalStateException if the space is closed
     */
    public boolean tryPublish(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return publish(element, unit.toNanos(timeout));
    }

    private boolean publish(E element, long nanos) throws InterruptedException {
        Scratch scratch = Scratch.encode(codec, element, engine.name(), mostBytes);
        try {
            return engine.publish(scratch.bytes(), handling, nanos);
        } finally {
            scratch.giveBack();
        }
    }

    /**
     * Takes the part of the only publisher, and waits until it is free. Blocking. It publishes several times as fast as
     * {@link #publish}, which has to see each time that nobody else does; all who would publish meanwhile wait until the
     * publisher is closed, or its thread or process has ended.
     *
     * @return the publisher, for the current thread
     * @throws InterruptedException if the thread is interrupted before or while waiting
     */
    public TopicPublisher<E> publisher() throws InterruptedException {
        engine.begin(handling);
        return new TopicPublisher<>(engine, codec, handling);
    }

    /**
     * Closes the topic for all: nothing more is published, and subscribers learn so when they have taken what was. Idempotent.
     * If there is a {@linkplain #publisher only publisher} in another thread, waits until that has learnt it and is closed.
     * Killed inside, it is closed, or not, or will be by the next one who would publish.
     */
    public void close() {
        engine.end();
    }

    /** {@return whether it is closed} */
    public boolean isClosed() {
        return engine.isEnded();
    }

    // ---- subscribing ----

    /**
     * Subscribes. Who is lapped gets a {@link MissedElementsException}.
     *
     * @param from where to begin
     * @return the subscription, to be closed: it may hold publishers back
     * @throws IllegalStateException if subscribers hold back and there are 256 already, or the space is closed
     */
    public Subscription<E> subscribe(From from) {
        return subscription(from, null);
    }

    /**
     * Subscribes.
     *
     * @param from where to begin
     * @param missed gets the number of elements that were missed whenever the subscription is lapped, before the next one is
     *     returned, in the same thread
     * @return the subscription, to be closed: it may hold publishers back
     * @throws IllegalStateException if subscribers hold back and there are 256 already, or the space is closed
     */
    public Subscription<E> subscribe(From from, LongConsumer missed) {
        return subscription(from, Objects.requireNonNull(missed, "missed"));
    }

    private Subscription<E> subscription(From from, LongConsumer missed) {
        Objects.requireNonNull(from, "from");
        return new Subscription<>(engine.name(), codec, handling, missed, engine.subscribe(from));
    }

    // ---- for those who want to know ----

    @Override
    public String name() {
        return file.name();
    }

    /** {@return what becomes of slow subscribers} */
    public SlowSubscribers slowSubscribers() {
        return policy(file);
    }

    /** {@return how many bytes it keeps, with 8 for each element and what fills it up to a multiple of 8} */
    public long capacityBytes() {
        return file.elementCount();
    }

    /** {@return how many elements were published} */
    public long published() {
        return engine.published();
    }

    /** {@return how many subscriptions of live processes may hold publishers back; over as soon as it is said} */
    public int holders() {
        return engine.holders();
    }

    /** {@return how many threads of all live processes wait for news, or to publish; over as soon as it is said} */
    public int getQueueLength() {
        return engine.waiters();
    }

    /** Where it arrives, it is a handle that idles as by default. */
    private Object writeReplace() {
        return new Reference<>(new TopicType<>(codec), file);
    }

    /** {@return the name, and what was published} */
    @Override
    public String toString() {
        return "SharedTopic " + file.qualifiedName() + ", " + engine;
    }
}
