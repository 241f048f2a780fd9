package dev.shm.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system in memory that is as small as a test wants it, mounted on a new directory in the temp folder. Needs
 * {@link Requirements#tmpfsMount()}.
 *
 * <p>Threads: one.
 */
public final class TinyTmpfs implements AutoCloseable {

    private final Path directory;
    private boolean closed;

    private TinyTmpfs(Path directory) {
        this.directory = directory;
    }

    /**
     * Mounts one.
     *
     * @param sizeBytes its capacity from 1, which the kernel rounds up to whole pages
     * @param options further mount options, such as {@code nr_inodes=4}
     * @return the mounted file system, to be closed by the caller
     * @throws AssertionError with the reason, if the kernel refuses
     */
    public static TinyTmpfs mount(long sizeBytes, String... options) {
        if (sizeBytes < 1) {
            throw new IllegalArgumentException("size must be positive, 0 is no limit to mount: sizeBytes=" + sizeBytes);
        }
        String all = "size=" + sizeBytes + (options.length == 0 ? "" : "," + String.join(",", options));
        try {
            Path directory = Files.createTempDirectory("tiny-tmpfs-").toRealPath();
            Command mount = Command.run("mount", "-t", "tmpfs", "-o", all, "tmpfs", directory.toString());
            if (!mount.isSuccess()) {
                Files.delete(directory);
            }
            mount.orFail();
            return new TinyTmpfs(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("mount point can't be made", e);
        }
    }

    /**
     * Returns the root of the file system.
     *
     * @return its real, absolute path
     */
    public Path path() {
        return directory;
    }

    /**
     * Makes it read-only.
     *
     * @throws AssertionError if a file is open for writing or mapped writable
     */
    public void remountReadOnly() {
        Command.run("mount", "-o", "remount,ro", directory.toString()).orFail();
    }

    /** Makes it writable again. */
    public void remountWritable() {
        Command.run("mount", "-o", "remount,rw", directory.toString()).orFail();
    }

    /**
     * Unmounts it and deletes the directory. Mappings that only wait for the collector don't hinder it. Idempotent.
     *
     * @throws AssertionError if a file or mapping is still in use; the directory is detached all the same
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean unmounted = HangGuard.isReached(HangGuard.limit().dividedBy(6), this::tryUnmount);
        if (!unmounted) {
            Command.run("umount", "-l", directory.toString()).orFail();
        }
        try {
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("mount point can't be deleted: path=" + directory, e);
        }
        if (!unmounted) {
            throw new AssertionError("file system is in use: path=" + directory);
        }
    }

    private boolean tryUnmount() {
        if (Command.run("umount", directory.toString()).isSuccess()) {
            return true;
        }
        System.gc();
        return false;
    }
}
