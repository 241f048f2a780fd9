package dev.shm.queues;

import dev.shm.robust.Handling;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.Reference;
import dev.shm.space.SharedObject;
import dev.shm.space.SharedSpace;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * Two ends, of which each receives what is sent at the other one: Python's {@code Pipe}. Elements are copied, by a {@link Codec},
 * into shared memory and out of it; first in, first out.
 *
 * <p>An end belongs to one process, all of whose threads may use it, from when it is {@linkplain #first taken} until that process
 * {@linkplain PipeEnd#close closes} it, closes the space, or dies. Nobody can take it again after that: the other one may have been told
 * that this was all, and an answer that it waits for would never come. Until an end is taken for the first time elements can be sent
 * to it.
 *
 * <p>No process can wedge it. One that is killed while it sends has sent the element, or not; half of one is never seen. Whoever has the
 * other end receives what was sent, and then gets an {@link EndOfStreamException}; who sends to an end that is closed or dead gets a {@link
 * BrokenPipeException}. Who waits there learns of a death at once, who merely sends soon after.
 *
 * <p>An end can't be sent to another process, but the pipe can, {@linkplain java.io.Serializable serialized}; that process takes
 * its end there.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: its end is closed. Allocation: to encode and decode.
 *
 * @param <E> the type of the elements
 */
public final class SharedPipe<E> implements SharedObject {
    /** Which way elements go. */
    public enum Mode {
        /** Both: each end sends and receives. */
        DUPLEX,
        /** As in Python the second end sends, and the first one receives. */
        ONE_WAY
    }

    private static final long serialVersionUID = 1L;

    private final transient ObjectFile file;
    private final transient Codec<E> codec;
    private final transient RobustPipe engine;
    private final transient Handling handling;

    private SharedPipe(ObjectFile file, Codec<E> codec, Handling handling) {
        this.file = file;
        this.codec = codec;
        this.handling = handling;
        this.engine = (RobustPipe) file.engineAt(
                ObjectSpec.BODY_OFFSET,
                (words, offset, self, site) -> new RobustPipe(words, offset, self, site, PipeGeometry.of(file)));
    }

    static <E> SharedPipe<E> in(ObjectFile file, Codec<E> codec) {
        return new SharedPipe<>(file, codec, Handling.DEFAULT);
    }

    // ---- making and opening ----

    /**
     * Makes a pipe that goes both ways.
     *
     * @param <E> the type of the elements
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements
     * @param capacity how many elements may be on their way to each end, 1 to 2³¹
     * @param capacityBytes how many bytes of elements may, 8 to 2⁴⁰; each is counted in multiples of 8, and of one of up to 24
     *     bytes nothing is counted
     * @return the pipe
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static <E> SharedPipe<E> create(
            SharedSpace space, String name, Codec<E> codec, long capacity, long capacityBytes) {
        return create(space, name, codec, capacity, capacityBytes, Mode.DUPLEX);
    }

    /**
     * Makes a pipe.
     *
     * @param <E> the type of the elements
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements
     * @param capacity how many elements may be on their way to an end, 1 to 2³¹
     * @param capacityBytes how many bytes of elements may, 8 to 2⁴⁰
     * @param mode one way or both
     * @return the pipe
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static <E> SharedPipe<E> create(
            SharedSpace space, String name, Codec<E> codec, long capacity, long capacityBytes, Mode mode) {
        return in(
                space.createObject(
                        name, PipeGeometry.of(capacity, capacityBytes, mode).spec(codec)),
                codec);
    }

    /**
     * Opens a pipe, however large it is, and whichever way it goes.
     *
     * @param <E> the type of the elements
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements; of the format that the pipe was made with
     * @return the pipe
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else, or has elements of another format
     */
    public static <E> SharedPipe<E> open(SharedSpace space, String name, Codec<E> codec) {
        return in(space.openObject(name, PipeGeometry.anySpec(codec)), codec);
    }

    /**
     * Opens a pipe that goes both ways, or makes one.
     *
     * @param <E> the type of the elements
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements
     * @param capacity how many elements may be on their way to each end; of an existing one as many
     * @param capacityBytes how many bytes of elements may; of an existing one as many
     * @return the pipe
     * @throws InvalidFileException if it is something else, or was made with something else
     */
    public static <E> SharedPipe<E> openOrCreate(
            SharedSpace space, String name, Codec<E> codec, long capacity, long capacityBytes) {
        return openOrCreate(space, name, codec, capacity, capacityBytes, Mode.DUPLEX);
    }

    /**
     * Opens a pipe or makes it.
     *
     * @param <E> the type of the elements
     * @param space where
     * @param name of the object in the space
     * @param codec makes bytes of elements
     * @param capacity how many elements may be on their way to an end; of an existing one as many
     * @param capacityBytes how many bytes of elements may; of an existing one as many
     * @param mode one way or both; an existing one has to go the same ways
     * @return the pipe
     * @throws InvalidFileException if it is something else, or was made with something else
     */
    public static <E> SharedPipe<E> openOrCreate(
            SharedSpace space, String name, Codec<E> codec, long capacity, long capacityBytes, Mode mode) {
        return in(
                space.openOrCreateObject(
                        name, PipeGeometry.of(capacity, capacityBytes, mode).spec(codec)),
                codec);
    }

    /**
     * {@return the same pipe, whose ends that are taken by this handle idle so while they wait, and never sleep}: for those who count
     * nanoseconds and have a processor to spare
     * @param idle makes an idle strategy per wait, as {@code BusySpinIdleStrategy::new}
     */
    public SharedPipe<E> spinning(Supplier<? extends IdleStrategy> idle) {
        return new SharedPipe<>(file, codec, handling.spinning(idle));
    }

    // ---- the ends ----

    /**
     * Takes the first end for this process, which may have it already. Lock-free.
     *
     * @return the end; to be closed
     * @throws IllegalStateException if another process has it, or it is closed
     */
    public PipeEnd<E> first() {
        return PipeEnd.take(engine, RobustPipe.FIRST, codec, handling);
    }

    /**
     * Takes the second end for this process, which may have it already. Lock-free.
     *
     * @return the end; to be closed
     * @throws IllegalStateException if another process has it, or it is closed
     */
    public PipeEnd<E> second() {
        return PipeEnd.take(engine, RobustPipe.SECOND, codec, handling);
    }

    RobustPipe engine() {
        return engine;
    }

    // ---- for those who want to know ----

    @Override
    public String name() {
        return file.name();
    }

    /** {@return how many elements may be on their way to an end} */
    public long capacity() {
        return engine.geometry().way().capacity();
    }

    /** {@return how many bytes of elements may be on their way to an end} */
    public long capacityBytes() {
        return engine.geometry().way().capacityBytes();
    }

    /** {@return one way or both} */
    public Mode mode() {
        return engine.geometry().mode();
    }

    private Object writeReplace() {
        return new Reference<>(new PipeType<>(codec), file);
    }

    /** {@return the name, and who has the ends} */
    @Override
    public String toString() {
        return "SharedPipe " + file.qualifiedName() + ", " + engine;
    }
}
