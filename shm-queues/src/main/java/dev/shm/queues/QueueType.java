package dev.shm.queues;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;

/**
 * Makes queues of files.
 *
 * @param codec of the elements; travels with references
 */
record QueueType<E>(Codec<E> codec) implements SharedType<SharedQueue<E>> {
    @Override
    public ObjectSpec spec() {
        return QueueGeometry.anySpec(codec);
    }

    @Override
    public SharedQueue<E> in(ObjectFile file) {
        return SharedQueue.in(file, codec);
    }
}
