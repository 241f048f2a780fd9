package dev.shm.locks;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;

/** The type of latch, for references to one. */
final class LatchType implements SharedType<InterProcessLatch> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectSpec spec() {
        return InterProcessLatch.SPEC;
    }

    @Override
    public InterProcessLatch in(ObjectFile file) {
        return InterProcessLatch.in(file);
    }
}
