package dev.shm.locks;

import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.robust.RobustLock;
import dev.shm.robust.RobustStripe;
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
import dev.shm.space.SpaceFullException;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many independent locks in one file, picked by number or by key, as Guava's {@code Striped}: where there is too much to be
 * locked for a lock each, such as the rows of a table. Each takes 64 bytes.
 *
 * <p>Each is an {@link InterProcessLock} in every respect, with these exceptions: it has no conditions, it isn't fair, and of
 * a death it keeps the PID and the token only. That a thread ended without unlocking is found out within a second for each
 * 80,000 locks of the stripe, at once if another thread of the same JVM waits; that a process died, as soon as with any lock.
 *
 * <p>Two keys may have the same lock, which is re-entrant. Who needs several at once takes them by {@link #bulkGet}, and in that
 * order: so nobody waits for one who waits for him.
 *
 * <p>Threads: any. Processes: any. Progress: as an {@code InterProcessLock}. Peer crash: the next acquirer recovers. Allocation:
 * a handle for each call; about 100 bytes, once, for each lock that this JVM ever uses, 4 for each that it does not.
 */
public final class LockStripe implements SharedObject {
    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(12, "LockStripe", 1);
    private static final int MOST = 1 << 26;
    static final ObjectSpec SPEC = spec(ObjectSpec.ANY_COUNT);

    private final transient ObjectFile file;
    private final transient RobustStripe engine;

    private LockStripe(ObjectFile file) {
        this.file = file;
        this.engine = (RobustStripe) file.engineAt(
                ObjectSpec.BODY_OFFSET,
                (words, base, self, site) -> new RobustStripe(words, base, (int) file.elementCount(), self, site));
    }

    static LockStripe in(ObjectFile file) {
        return new LockStripe(file);
    }

    private static ObjectSpec spec(long size) {
        return ObjectSpec.of(TYPE, 0).withElements(ElementType.NONE, RobustStripe.lengthBytes(), size);
    }

    private static ObjectSpec spec(String name, int size) {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("size=" + size + " of stripe " + name + "; take 1 to " + MOST);
        }
        return spec(size);
    }

    // ---- making and opening ----

    /**
     * Makes a stripe of locks that are handed over when an owner dies.
     *
     * @param space where
     * @param name of the object in the space
     * @param size how many locks, 1 to 2<sup>26</sup>
     * @return the stripe
     * @throws AlreadyExistsException if there is an object of that name
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static LockStripe create(SharedSpace space, String name, int size) {
        return create(space, name, size, OwnerDeathPolicy.HAND_OVER);
    }

    /**
     * Makes a stripe.
     *
     * @param space where
     * @param name of the object in the space
     * @param size how many locks, 1 to 2<sup>26</sup>
     * @param policy what becomes of each when an owner dies
     * @return the stripe
     * @throws AlreadyExistsException if there is an object of that name
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static LockStripe create(SharedSpace space, String name, int size, OwnerDeathPolicy policy) {
        return in(space.createObject(name, spec(name, size).withPolicy(policy)));
    }

    /**
     * Opens a stripe, of whatever size.
     *
     * @param space where
     * @param name of the object in the space
     * @return the stripe
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public static LockStripe open(SharedSpace space, String name) {
        return in(space.openObject(name, SPEC));
    }

    /**
     * Opens a stripe, whatever its policy, or makes one of locks that are handed over when an owner dies.
     *
     * @param space where
     * @param name of the object in the space
     * @param size how many locks; an existing one has to have as many, or keys would have other locks
     * @return the stripe
     * @throws InvalidFileException if it is something else, or of another size
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static LockStripe openOrCreate(SharedSpace space, String name, int size) {
        return in(space.openOrCreateObject(name, spec(name, size)));
    }

    /**
     * Opens a stripe or makes it.
     *
     * @param space where
     * @param name of the object in the space
     * @param size how many locks; an existing one has to have as many
     * @param policy what becomes of each when an owner dies; an existing one has to have the same
     * @return the stripe
     * @throws InvalidFileException if it is something else, or of another size or policy
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static LockStripe openOrCreate(SharedSpace space, String name, int size, OwnerDeathPolicy policy) {
        return in(space.openOrCreateObject(name, spec(name, size).withPolicy(policy)));
    }

    // ---- the locks ----

    /** {@return how many locks there are} */
    public int size() {
        return engine.count();
    }

    /**
     * A lock by its number.
     *
     * @param index from 0
     * @return a handle of the lock
     * @throws IndexOutOfBoundsException if there is none of that number
     */
    public InterProcessLock getAt(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(
                    "index=" + index + " of stripe " + file.qualifiedName() + "; take 0 to " + (size() - 1));
        }
        return InterProcessLock.of(new StripedLock(this, index));
    }

    /**
     * The lock of a key.
     *
     * @param key such as the number of a row
     * @return a handle of the lock, the same for the same key in every process
     */
    public InterProcessLock get(long key) {
        return getAt(StripedLock.index(key, size()));
    }

    /**
     * The lock of a key.
     *
     * @param key such as a name
     * @return a handle of the lock, the same for the same key in every process
     */
    public InterProcessLock get(String key) {
        return getAt(StripedLock.index(key, size()));
    }

    /**
     * The locks of several keys, each once, in an order in which all take them who take them by this method.
     *
     * @param keys in any order
     * @return handles of the locks, at most as many as there are keys
     */
    public List<InterProcessLock> bulkGet(Collection<String> keys) {
        return bulkGet(keys.stream().mapToInt(key -> StripedLock.index(key, size())));
    }

    /**
     * The locks of several keys, each once, in an order in which all take them who take them by this method.
     *
     * @param keys in any order
     * @return handles of the locks, at most as many as there are keys
     */
    public List<InterProcessLock> bulkGet(long... keys) {
        return bulkGet(IntStream.range(0, keys.length).map(i -> StripedLock.index(keys[i], size())));
    }

    private List<InterProcessLock> bulkGet(IntStream indices) {
        return indices.sorted().distinct().mapToObj(this::getAt).toList();
    }

    RobustLock engineAt(int index) {
        return engine.get(index);
    }

    // ---- as a shared object ----

    @Override
    public String name() {
        return file.name();
    }

    /** {@return what becomes of each lock when an owner dies} */
    public OwnerDeathPolicy policy() {
        return file.policy();
    }

    private Object writeReplace() {
        return new Reference<>(new StripeType(), file);
    }

    /** {@return the name, and how many locks there are} */
    @Override
    public String toString() {
        return "LockStripe " + file.qualifiedName() + ", size=" + size();
    }
}
