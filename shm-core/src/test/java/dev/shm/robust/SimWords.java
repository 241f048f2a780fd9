package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;

/** Shared memory as a simulated process sees it: each access is a step. */
record SimWords(SimMemory memory, SimWorld world) implements WholeWords {
    @Override
    public long lengthBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public long getPlain(long offset) {
        return memory.isSimulated(offset) ? world.perform(SimOperation.get(offset)) : 0;
    }

    @Override
    public void setPlain(long offset, long value) {
        if (memory.isSimulated(offset)) {
            world.perform(SimOperation.set(offset, value));
        }
    }

    @Override
    public long getAcquire(long offset) {
        return getPlain(offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        setPlain(offset, value);
    }

    @Override
    public long getVolatile(long offset) {
        return getPlain(offset);
    }

    @Override
    public void setVolatile(long offset, long value) {
        setPlain(offset, value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        return !memory.isSimulated(offset) || world.perform(SimOperation.compareAndSet(offset, expected, value)) != 0;
    }

    @Override
    public long compareAndExchange(long offset, long expected, long value) {
        long seen = getPlain(offset);
        while (seen == expected && !compareAndSet(offset, expected, value)) {
            seen = getPlain(offset);
        }
        return seen;
    }

    @Override
    public long getAndSet(long offset, long value) {
        return world.perform(new SimOperation(Kind.SWAP, offset, 0, value));
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        return world.perform(new SimOperation(Kind.ADD, offset, 0, delta));
    }

    @Override
    public void fenceStores() {
        // the simulated memory knows no reordering
    }

    @Override
    public void fenceLoads() {
        // the simulated memory knows no reordering
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("the simulation does not close");
    }
}
