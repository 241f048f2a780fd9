package dev.shm.locks;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;

/** The type of stripe, for references to one. */
final class StripeType implements SharedType<LockStripe> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectSpec spec() {
        return LockStripe.SPEC;
    }

    @Override
    public LockStripe in(ObjectFile file) {
        return LockStripe.in(file);
    }
}
