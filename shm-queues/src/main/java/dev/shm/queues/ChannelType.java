package dev.shm.queues;

import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedType;

/** The type of channels, for references to one. */
final class ChannelType implements SharedType<SharedChannel> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectSpec spec() {
        return SharedChannel.SPEC;
    }

    @Override
    public SharedChannel in(ObjectFile file) {
        return SharedChannel.in(file);
    }
}
