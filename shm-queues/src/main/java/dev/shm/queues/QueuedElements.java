package dev.shm.queues;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;

/**
 * What a queue has of a collection.
 *
 * @param <E> the type of the elements
 */
abstract class QueuedElements<E> extends AbstractQueue<E> implements BlockingQueue<E> {
    private static final int MOST_AT_ONCE = 64;

    private final transient ObjectFile file;
    private final transient ElementReader<E> reader;
    private final transient RobustQueue engine;

    QueuedElements(ObjectFile file, Codec<E> codec) {
        this.file = file;
        this.engine = (RobustQueue) file.engineAt(
                ObjectSpec.BODY_OFFSET,
                (words, offset, self, site) -> new RobustQueue(words, offset, self, site, QueueGeometry.of(file)));
        this.reader = new ElementReader<>(codec, engine.name());
    }

    final ObjectFile file() {
        return file;
    }

    final Codec<E> codec() {
        return reader.codec();
    }

    final RobustQueue engine() {
        return engine;
    }

    final String qualifiedName() {
        return engine.name();
    }

    /** The element of those bytes; null of null. */
    final E decode(Taken taken) {
        return reader.decode(taken);
    }

    /**
     * Takes as many elements as there are. What this thread took before is done with it.
     *
     * @param target gets them
     * @return how many
     */
    @Override
    public int drainTo(Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    /**
     * Takes as many elements as there are, at most so many. What this thread took before is done with it. If the collection throws,
     * some of those that were taken may be lost, as with every {@code BlockingQueue}.
     *
     * @param target gets them
     * @param most how many at most
     * @return how many
     * @throws UndecodableElementException if some can't be decoded, for the first of them, and for the others as suppressed ones; the
     *     rest of those that were taken is in the collection
     * @throws IllegalArgumentException if the collection is this queue, by whatever handle
     */
    @Override
    public int drainTo(Collection<? super E> target, int most) {
        Objects.requireNonNull(target, "target");
        refuseSelf(target);
        int drained = 0;
        engine.putDown();
        while (drained < most) {
            List<Taken> batch = new ArrayList<>();
            engine.takeMore(batch, Math.min(most - drained, MOST_AT_ONCE));
            if (batch.isEmpty()) {
                break;
            }
            decodeAll(batch, target);
            drained += batch.size();
        }
        return drained;
    }

    private void decodeAll(List<Taken> batch, Collection<? super E> target) {
        UndecodableElementException first = null;
        for (Taken taken : batch) {
            E element = null;
            try {
                element = decode(taken);
            } catch (UndecodableElementException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
            if (element != null) {
                target.add(element);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Elements that go from a queue to itself would never end. */
    private void refuseSelf(Collection<?> other) {
        if (other instanceof QueuedElements<?> elements && elements.engine == engine) {
            throw new IllegalArgumentException(
                    "the queue itself: queue=" + qualifiedName() + "; take another collection");
        }
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        refuseSelf(Objects.requireNonNull(elements, "elements"));
        return super.addAll(elements);
    }

    /**
     * {@return the element that would be taken next; null if there is none}
     *
     * @throws UndecodableElementException if it can't be decoded; it is still to be taken
     */
    @Override
    public E peek() {
        return reader.look(engine.peek());
    }

    /** {@return how many elements are to be taken; over as soon as it is said} */
    @Override
    public int size() {
        return (int) Math.min(engine.size(), Integer.MAX_VALUE);
    }

    @Override
    public boolean isEmpty() {
        return engine.size() == 0;
    }

    /** {@return how many elements it holds} */
    public long capacity() {
        return engine.geometry().capacity();
    }

    /** {@return how many bytes of elements it holds} */
    public long capacityBytes() {
        return engine.geometry().capacityBytes();
    }

    /** {@return what becomes of what a dead consumer had in hand} */
    public ConsumerDeathPolicy consumerDeathPolicy() {
        return engine.geometry().policy();
    }

    /** {@return whether it was closed, by whatever process} */
    public boolean isClosed() {
        return engine.isClosed();
    }

    /** {@return how many threads of all live processes wait for elements; over as soon as it is said} */
    public int waitingConsumers() {
        return engine.waitingConsumers();
    }

    /** {@return how many threads of all live processes wait for room; over as soon as it is said} */
    public int waitingProducers() {
        return engine.waitingProducers();
    }

    /** {@return how many elements there is room for, if the bytes suffice; over as soon as it is said} */
    @Override
    public int remainingCapacity() {
        return (int) Math.min(engine.remaining(), Integer.MAX_VALUE);
    }

    @Override
    public void clear() {
        engine.clear();
    }

    /**
     * Removes an element that is to be taken, and equals. What comes before it moves up. One that can't be decoded equals nothing.
     *
     * @param wanted what it equals
     * @return whether there was one
     */
    @Override
    public boolean remove(Object wanted) {
        Walk walk = new Walk();
        while (walk.comesTo(wanted)) {
            if (engine.remove(walk.last)) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return whether an element that is to be taken equals} One that can't be decoded equals nothing.
     *
     * @param wanted what it equals
     */
    @Override
    public boolean contains(Object wanted) {
        return new Walk().comesTo(wanted);
    }

    /**
     * {@return an iterator over the elements that are to be taken, weakly consistent}: it goes on when others take and put, never
     * comes twice to the same element, and may or may not come to those that were put meanwhile. Of one that can't be decoded it
     * throws an {@link UndecodableElementException}, and then goes on behind it
     */
    @Override
    public Iterator<E> iterator() {
        return new Walk();
    }

    private final class Walk implements Iterator<E> {
        private long position;
        private long last = -1;
        private E next;
        private long nextPosition = -1;

        @Override
        public boolean hasNext() {
            if (next == null) {
                Taken taken = engine.look(position);
                if (taken != null) {
                    position = taken.position() + 1;
                    next = reader.look(taken);
                    nextPosition = taken.position();
                }
            }
            return next != null;
        }

        /** Goes on until behind the next element that equals; says whether there is one. */
        boolean comesTo(Object wanted) {
            while (true) {
                try {
                    if (!hasNext()) {
                        return false;
                    }
                    if (next().equals(wanted)) {
                        return true;
                    }
                } catch (UndecodableElementException e) {
                    continue; // behind it
                }
            }
        }

        @Override
        public E next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more elements: queue=" + qualifiedName());
            }
            E element = next;
            next = null;
            last = nextPosition;
            return element;
        }

        @Override
        public void remove() {
            if (last < 0) {
                throw new IllegalStateException("nothing to remove: queue=" + qualifiedName() + "; call next() first");
            }
            engine.remove(last);
            last = -1;
        }
    }
}
