package dev.shm.process;

import dev.shm.memory.Disk;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

/**
 * The open channel of a space's table of processes, on which the OS locks hang: one for the whole JVM, whatever class
 * loaders there are, since closing any channel of a file drops every lock that the JVM has on it.
 */
public final class LifeFile {
    private static final String DESCRIPTORS = "/proc/self/fd/";
    private static final String FDINFO = "/proc/self/fdinfo/";

    private final String key;
    private final String inode;
    private final FileChannel channel;
    private String descriptor;

    private LifeFile(String key, FileChannel channel) {
        this.key = key;
        this.inode = key.substring(key.lastIndexOf(':'));
        this.channel = channel;
    }

    /**
     * Opens a file, or takes the channel that this JVM has open already. On the internal thread.
     *
     * @param fileKey device and inode, as {@code device:inode}, which tell the file from all others
     * @param path where it is
     * @param disk opens it
     * @return to be closed once; null if there is no file any more
     * @throws IOException if the system refuses
     */
    public static LifeFile open(String fileKey, Path path, Disk disk) throws IOException {
        try {
            return new LifeFile(fileKey, JvmChannels.share(fileKey, new Callable<FileChannel>() {
                @Override
                public FileChannel call() throws IOException {
                    return disk.openFile(path);
                }
            }));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Takes over the channel of a file that was just made. On the internal thread.
     *
     * @param fileKey device and inode, as {@code device:inode}, which tell the file from all others
     * @param channel its channel
     * @return to be closed once
     * @throws IOException never
     */
    public static LifeFile adopt(String fileKey, FileChannel channel) throws IOException {
        return new LifeFile(fileKey, JvmChannels.share(fileKey, new Callable<FileChannel>() {
            @Override
            public FileChannel call() {
                return channel;
            }
        }));
    }

    /** {@return device and inode, as given} */
    public String fileKey() {
        return key;
    }

    /** {@return the channel; not to be closed} */
    public FileChannel channel() {
        return channel;
    }

    /**
     * Gives the channel back; the last one of the JVM closes it. On the internal thread.
     *
     * @throws IOException if the system refuses
     */
    public void close() throws IOException {
        JvmChannels.release(key);
    }

    /**
     * Takes a byte of the file by the JVM's descriptor for such locks.
     *
     * @param locks takes it
     * @param position of the byte
     * @return whether it was taken; false as well if somebody has it just now
     * @throws IOException if the system refuses
     */
    boolean tryLock(DescriptorLocks locks, long position) throws IOException {
        // By its number, not by its path: whatever is there by now, this is the same file.
        return descriptor != null && locks.tryLock(ownDescriptor(locks), position);
    }

    /**
     * Gives a byte back.
     *
     * @param locks as for {@link #tryLock}
     * @param position of the byte
     * @throws IOException if the system refuses
     */
    void unlock(DescriptorLocks locks, long position) throws IOException {
        locks.unlock(ownDescriptor(locks), position);
    }

    private int ownDescriptor(DescriptorLocks locks) throws IOException {
        String path = DESCRIPTORS + descriptor;
        return JvmChannels.descriptor(
                key,
                new Callable<Integer>() {
                    @Override
                    public Integer call() throws IOException {
                        return locks.open(path);
                    }
                },
                new IntConsumer() {
                    @Override
                    public void accept(int opened) {
                        locks.close(opened);
                    }
                });
    }

    /**
     * Whether the kernel has this process's lock on a byte of the file.
     *
     * @param position of the byte
     * @return true as well where that can't be found out
     */
    boolean holds(long position) {
        if (descriptor != null && lists(descriptor, position)) {
            return true;
        }
        String[] descriptors = new File(FDINFO).list();
        if (descriptors == null) {
            return true;
        }
        for (String each : descriptors) {
            if (lists(each, position)) {
                descriptor = each;
                return true;
            }
        }
        return false;
    }

    /**
     * A line reads {@code lock: 1: POSIX  ADVISORY  WRITE 4711 00:19:5 8192 8192}, of which the 5 is the inode: the same slot
     * of another space is another lock.
     */
    private boolean lists(String descriptor, long position) {
        String info = ProcFs.read(FDINFO + descriptor);
        if (info == null || !info.contains("lock:")) {
            return false;
        }
        String range = inode + " " + position + " " + position;
        for (String line : info.split("\n")) {
            if (line.startsWith("lock:") && line.contains("POSIX") && line.endsWith(range)) {
                return true;
            }
        }
        return false;
    }
}
