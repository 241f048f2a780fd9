package dev.shm.locks;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;

/** The type of semaphore, for references to one. */
final class SemaphoreType implements SharedType<InterProcessSemaphore> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectSpec spec() {
        return InterProcessSemaphore.SPEC;
    }

    @Override
    public InterProcessSemaphore in(ObjectFile file) {
        return InterProcessSemaphore.in(file);
    }
}
