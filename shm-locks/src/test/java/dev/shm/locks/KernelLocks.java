package dev.shm.locks;

import dev.shm.testkit.HangGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel tells everybody of the locks that processes have on bytes of files. */
final class KernelLocks {
    private KernelLocks() {}

    /** How many bytes of its table of processes a process keeps locked for itself: one for each slot. */
    static long slots(Path space, long pid) {
        return slotBytes(space, pid).size();
    }

    /** Which bytes these are. */
    static List<Long> slotBytes(Path space, long pid) {
        return bytes(space, "POSIX", String.valueOf(pid));
    }

    /** Whether the byte behind the first one of a slot is locked by a descriptor: the kernel does not say by whose. */
    static boolean isSecondLocked(Path space, long slotByte) {
        return bytes(space, "OFDLCK", "-1").contains(slotByte + 1);
    }

    /** Waits until a process has locked the second byte of each of its slots, and returns the first ones. */
    static List<Long> awaitSecond(Path space, long pid) {
        List<Long> slots = slotBytes(space, pid);
        HangGuard.await("second byte", () -> slots.stream().allMatch(slot -> isSecondLocked(space, slot)));
        return slots;
    }

    private static List<Long> bytes(Path space, String kind, String pid) {
        try {
            Object inode = Files.getAttribute(space.resolve(".processes"), "unix:ino");
            return Files.readAllLines(Path.of("/proc/locks")).stream()
                    .map(line -> line.trim().split(" +"))
                    .filter(words -> words.length == 8
                            && words[1].equals(kind)
                            && words[3].equals("WRITE")
                            && words[4].equals(pid)
                            && words[5].endsWith(":" + inode)
                            && words[6].equals(words[7]))
                    .map(words -> Long.valueOf(words[6]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
