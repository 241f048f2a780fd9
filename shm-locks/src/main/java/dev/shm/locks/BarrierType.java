package dev.shm.locks;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;

/** The type of barrier, for references to one. */
final class BarrierType implements SharedType<InterProcessBarrier> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectSpec spec() {
        return InterProcessBarrier.SPEC;
    }

    @Override
    public InterProcessBarrier in(ObjectFile file) {
        return InterProcessBarrier.in(file);
    }
}
