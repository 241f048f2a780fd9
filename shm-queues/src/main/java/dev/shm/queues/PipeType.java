package dev.shm.queues;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;

/**
 * The type of pipes, for references to one.
 *
 * @param codec of its elements
 */
record PipeType<E>(Codec<E> codec) implements SharedType<SharedPipe<E>> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectSpec spec() {
        return PipeGeometry.anySpec(codec);
    }

    @Override
    public SharedPipe<E> in(ObjectFile file) {
        return SharedPipe.in(file, codec);
    }
}
