package dev.shm.crash;

import dev.shm.process.DescriptorLocks;
import java.io.IOException;

/** The real locks, at whose N-th change this process dies. */
public final class CrashingLocks implements DescriptorLocks {
    private final DescriptorLocks locks;

    /**
     * Puts itself in front.
     *
     * @param locks the real ones
     */
    public CrashingLocks(DescriptorLocks locks) {
        this.locks = locks;
    }

    @Override
    public int open(String path) throws IOException {
        CrashPoint.read();
        return locks.open(path);
    }

    @Override
    public boolean tryLock(int descriptor, long position) throws IOException {
        CrashPoint.step("locking of second byte " + position);
        return locks.tryLock(descriptor, position);
    }

    @Override
    public void unlock(int descriptor, long position) throws IOException {
        CrashPoint.step("unlocking of second byte " + position);
        locks.unlock(descriptor, position);
    }

    @Override
    public void close(int descriptor) {
        CrashPoint.step("closing of the descriptor of second bytes");
        locks.close(descriptor);
    }
}
