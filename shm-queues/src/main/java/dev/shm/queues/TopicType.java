package dev.shm.queues;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;

/**
 * The type of topic, for references to one.
 *
 * @param codec of its elements
 */
record TopicType<E>(Codec<E> codec) implements SharedType<SharedTopic<E>> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectSpec spec() {
        return SharedTopic.spec(codec);
    }

    @Override
    public SharedTopic<E> in(ObjectFile file) {
        return SharedTopic.in(file, codec);
    }
}
