package dev.shm.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The steps that creation, attach, detach and removal are made of: each is one change that other processes see, or fails
 * and changes nothing. Tests put a disk in its place that kills the process at the N-th step.
 *
 * <p>Files are made with mode 0600 and directories with 0700; symbolic links are not followed. To be called on the
 * {@link InternalThread} only: an interrupt would close the channel.
 */
public interface Disk {
    /** The real one. */
    Disk SYSTEM = new Disk() {};

    /**
     * Makes an empty file.
     *
     * @param path where nothing may be yet
     * @return open for reading and writing
     * @throws FileAlreadyExistsException if there is something at that path, a symbolic link included
     * @throws IOException if the system refuses
     */
    default FileChannel createFile(Path path) throws IOException {
        return FileChannel.open(path, Modes.CREATE, Modes.FILE);
    }

    /**
     * Opens a file.
     *
     * @param path of an existing file, no symbolic link
     * @return open for reading and writing
     * @throws NoSuchFileException if there is none
     * @throws IOException if the system refuses
     */
    default FileChannel openFile(Path path) throws IOException {
        return FileChannel.open(path, Modes.OPEN);
    }

    /**
     * Writes the whole buffer at a position.
     *
     * @param channel where to
     * @param bytes what
     * @param position in bytes from the beginning
     * @throws IOException if the disk is full, or the system refuses
     */
    default void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /**
     * Maps a file.
     *
     * @param channel open for reading and writing
     * @param lengthBytes in bytes, not more than the file has
     * @param what names it in messages
     * @return its words
     * @throws IOException if the system refuses
     */
    default Words map(FileChannel channel, long lengthBytes, String what) throws IOException {
        return MappedWords.map(channel, lengthBytes, what);
    }

    /**
     * Makes a second name for a file: how a file that is complete becomes visible.
     *
     * @param name where nothing may be yet
     * @param existing the file
     * @throws FileAlreadyExistsException if the name is taken
     * @throws IOException if the system refuses
     */
    default void link(Path name, Path existing) throws IOException {
        Files.createLink(name, existing);
    }

    /**
     * Removes a file or an empty directory.
     *
     * @param path what to remove
     * @return whether there was something
     * @throws IOException if the system refuses
     */
    default boolean delete(Path path) throws IOException {
        return Files.deleteIfExists(path);
    }

    /**
     * Makes a directory.
     *
     * @param path where nothing may be yet
     * @throws FileAlreadyExistsException if there is something
     * @throws IOException if the system refuses
     */
    default void createDirectory(Path path) throws IOException {
        Files.createDirectory(path, Modes.DIRECTORY);
    }

    /**
     * Renames in one step; replaces an empty directory.
     *
     * @param from what
     * @param to its new path
     * @throws IOException if there is something that can't be replaced, or the system refuses
     */
    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Takes an OS lock on some bytes of a file, if nobody has it; the kernel gives it back when this process is dead.
     *
     * @param channel open for reading and writing
     * @param position of the first byte
     * @param size how many bytes
     * @param shared whether others may share it
     * @return the lock, or null if another process, or this JVM, has it
     * @throws IOException if the system refuses
     */
    default FileLock tryLock(FileChannel channel, long position, long size, boolean shared) throws IOException {
        try {
            return channel.tryLock(position, size, shared);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Gives an OS lock back.
     *
     * @param lock from {@link #tryLock}
     * @throws IOException if the system refuses
     */
    default void unlock(FileLock lock) throws IOException {
        lock.release();
    }
}

/** How files are opened and made. */
final class Modes {
    static final Set<OpenOption> OPEN =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Modes() {}
}
