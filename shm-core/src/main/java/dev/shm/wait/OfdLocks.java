package dev.shm.wait;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.shm.process.DescriptorLocks;
import java.io.IOException;

/** The locks of {@code fcntl(F_OFD_SETLK)}, see fcntl(2). The numbers are those of Linux on 64 bits, whatever processor. */
final class OfdLocks implements DescriptorLocks {
    static final OfdLocks SYSTEM = new OfdLocks();

    private static final int O_RDWR = 0x2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_OFD_SETLK = 37;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;
    private static final int EAGAIN = 11;
    private static final int EACCES = 13;

    /* struct flock */
    private static final int TYPE_OFFSET = 0;
    private static final int START_OFFSET = 8;
    private static final int LENGTH_OFFSET = 16;
    private static final int FLOCK_LENGTH = 32;

    private OfdLocks() {}

    @Override
    public int open(String path) throws IOException {
        int descriptor = Libc.open(path, O_RDWR | O_CLOEXEC, 0);
        if (descriptor < 0) {
            throw new IOException("cannot open for locking: path=" + path + ", errno=" + Native.getLastError());
        }
        return descriptor;
    }

    @Override
    public boolean tryLock(int descriptor, long position) throws IOException {
        int error = set(descriptor, F_WRLCK, position);
        if (error != 0 && error != EAGAIN && error != EACCES) {
            throw new IOException("no open file description locks: errno=" + error);
        }
        return error == 0;
    }

    @Override
    public void unlock(int descriptor, long position) throws IOException {
        int error = set(descriptor, F_UNLCK, position);
        if (error != 0) {
            throw new IOException("cannot unlock: position=" + position + ", errno=" + error);
        }
    }

    @Override
    public void close(int descriptor) {
        Libc.close(descriptor);
    }

    /** The error, 0 if there is none. */
    private static int set(int descriptor, short type, long position) {
        try (Memory flock = new Memory(FLOCK_LENGTH)) {
            flock.clear(); // from the beginning of the file, and no PID, as it must be
            flock.setShort(TYPE_OFFSET, type);
            flock.setLong(START_OFFSET, position);
            flock.setLong(LENGTH_OFFSET, 1);
            return Libc.fcntl(descriptor, F_OFD_SETLK, flock) < 0 ? Native.getLastError() : 0;
        }
    }

    /** By their names in C. */
    private static final class Libc {
        static {
            Native.register(Libc.class, "c");
        }

        static native int open(String path, int flags, int mode);

        static native int fcntl(int descriptor, int command, Pointer flock);

        static native int close(int descriptor);
    }
}
