package dev.shm.value;

import dev.shm.robust.RobustLock;
import dev.shm.space.ObjectFile;
import dev.shm.space.Reference;

/** What the values that are numbers have in common. */
abstract sealed class NumberValue extends Number implements SharedValue
        permits SharedInt, SharedLong, SharedDouble, SharedFloat, SharedByte, SharedShort {
    private static final long serialVersionUID = 1L;

    private final transient ObjectFile file;

    NumberValue(ObjectFile file) {
        this.file = file;
    }

    /** The constant of its type. */
    abstract ValueType<?> type();

    @Override
    public final String name() {
        return file.name();
    }

    @Override
    public final RobustLock ownLock() {
        return file.lockAt(ValueLayout.LOCK_OFFSET);
    }

    final Object writeReplace() {
        return new Reference<>(type(), file);
    }
}
