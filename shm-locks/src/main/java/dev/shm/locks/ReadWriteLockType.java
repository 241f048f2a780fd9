package dev.shm.locks;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;

/** The type of read-write lock, for references to one. */
final class ReadWriteLockType implements SharedType<InterProcessReadWriteLock> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectSpec spec() {
        return InterProcessReadWriteLock.SPEC;
    }

    @Override
    public InterProcessReadWriteLock in(ObjectFile file) {
        return InterProcessReadWriteLock.in(file);
    }
}
