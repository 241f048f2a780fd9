package dev.shm.locks;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;

/** The type of event, for references to one. */
final class EventType implements SharedType<InterProcessEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectSpec spec() {
        return InterProcessEvent.SPEC;
    }

    @Override
    public InterProcessEvent in(ObjectFile file) {
        return InterProcessEvent.in(file);
    }
}
