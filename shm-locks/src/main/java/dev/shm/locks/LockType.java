package dev.shm.locks;

import dev.shm.space.LockedObject;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;
import java.io.Serializable;

/** The type of lock, for references to one. */
final class LockType implements SharedType<InterProcessLock> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectSpec spec() {
        return InterProcessLock.SPEC;
    }

    @Override
    public InterProcessLock in(ObjectFile file) {
        return InterProcessLock.in(file);
    }

    /** A reference to the lock of an object. */
    record LockOf(LockedObject object) implements Serializable {
        private Object readResolve() {
            return InterProcessLock.of(object);
        }
    }
}
