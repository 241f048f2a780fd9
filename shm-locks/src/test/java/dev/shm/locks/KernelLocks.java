package dev.shm.locks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel tells everybody of the locks that processes have on bytes of files. */
final class KernelLocks {
    private KernelLocks() {}

    /** How many bytes of its table of processes a process keeps locked for itself: one for each slot. */
    static long slots(Path space, long pid) {
        try {
            Object inode = Files.getAttribute(space.resolve(".processes"), "unix:ino");
            return Files.readAllLines(Path.of("/proc/locks")).stream()
                    .map(line -> line.trim().split(" +"))
                    .filter(words -> words.length == 8
                            && words[1].equals("POSIX")
                            && words[3].equals("WRITE")
                            && words[4].equals(String.valueOf(pid))
                            && words[5].endsWith(":" + inode)
                            && words[6].equals(words[7]))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
