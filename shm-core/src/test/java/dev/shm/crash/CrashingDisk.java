package dev.shm.crash;

import dev.shm.memory.Disk;
import dev.shm.memory.Words;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;

/** The real disk, at whose N-th change this process dies, or at the N-th of a file that was mapped through it. */
public final class CrashingDisk implements Disk {

    @Override
    public FileChannel createFile(Path path) throws IOException {
        CrashPoint.step("creation of file " + name(path));
        return Disk.super.createFile(path);
    }

    @Override
    public FileChannel openFile(Path path) throws IOException {
        CrashPoint.read();
        return Disk.super.openFile(path);
    }

    @Override
    public void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        CrashPoint.step("write of " + bytes.remaining() + " bytes at " + position);
        Disk.super.write(channel, bytes, position);
    }

    @Override
    public Words map(FileChannel channel, long lengthBytes, String what) throws IOException {
        CrashPoint.read();
        return new CrashingWords(Disk.super.map(channel, lengthBytes, what), name(Path.of(what)));
    }

    @Override
    public void link(Path name, Path existing) throws IOException {
        CrashPoint.step("link to " + name(name));
        Disk.super.link(name, existing);
    }

    @Override
    public boolean delete(Path path) throws IOException {
        CrashPoint.step("deletion of " + name(path));
        return Disk.super.delete(path);
    }

    @Override
    public void createDirectory(Path path) throws IOException {
        CrashPoint.step("creation of directory " + name(path));
        Disk.super.createDirectory(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        CrashPoint.step("renaming to " + name(to));
        Disk.super.rename(from, to);
    }

    @Override
    public FileLock tryLock(FileChannel channel, long position, long size, boolean shared) throws IOException {
        CrashPoint.step("locking of byte " + position);
        return Disk.super.tryLock(channel, position, size, shared);
    }

    @Override
    public void unlock(FileLock lock) throws IOException {
        CrashPoint.step("unlocking of byte " + lock.position());
        Disk.super.unlock(lock);
    }

    /** The name of a file, without what is random in it. */
    private static String name(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".new-") || name.startsWith(".old-") ? name.substring(0, ".new-".length()) + "…" : name;
    }
}
