package dev.shm.space;

import dev.shm.memory.Disk;
import dev.shm.process.LifeFile;
import dev.shm.process.ProcessTable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Collection;

/**
 * How spaces and leftovers go away. On the internal thread.
 *
 * <pre>
 *   lock the whole table of processes: nobody is attached, nobody enters
 *   rename the directory to .old-…:    from here on it is gone for everybody
 *   delete what is in it, then itself: killed in between, whoever sweeps does it again
 * </pre>
 */
final class Removal {
    private Removal() {}

    /** Closing a space takes its locks away from under their owners: refused. */
    static void refuseWhileHeld(Collection<ObjectFile> objects, Path path) {
        for (ObjectFile object : objects) {
            object.engines().beginClose();
        }
        for (ObjectFile object : objects) {
            String held = object.engines().held();
            if (held != null) {
                for (ObjectFile each : objects) {
                    each.engines().cancelClose();
                }
                throw new IllegalStateException(
                        "a thread of this process owns a lock: space=" + path + ", lock=" + held + "; unlock it first");
            }
        }
    }

    /** What became of a space that was to be removed if nobody uses it. */
    enum Result {
        REMOVED,
        IN_USE,
        /** Somebody else was faster, and there may be another one at its path by now. */
        GONE
    }

    /** Removes a space if no live process is attached. */
    static Result removeIfUnused(Disk disk, Path path, LifeFile file, ProcessTable table) throws IOException {
        FileLock all = disk.tryLock(file.channel(), 0, Long.MAX_VALUE, false);
        if (all == null) {
            return Result.IN_USE;
        }
        try {
            // Whoever makes another one at this path has to remove this one first, and so to lock it.
            FileFacts facts = FileFacts.of(path.resolve(SpacePaths.PROCESSES));
            if (facts == null || !facts.key().equals(file.fileKey())) {
                return Result.GONE;
            }
            if (table.anyoneRuns()) {
                return Result.IN_USE; // its byte was lost, not its life
            }
            Path old = path.resolveSibling(SpacePaths.OLD + RandomId.next());
            disk.rename(path, old);
            removeDirectory(disk, old);
            return Result.REMOVED;
        } finally {
            disk.unlock(all);
        }
    }

    /** Removes a directory of which nobody knows any more, with what is in it. */
    static void removeDirectory(Disk disk, Path directory) throws IOException {
        String[] names = directory.toFile().list();
        if (names != null) {
            for (String name : names) {
                disk.delete(directory.resolve(name));
            }
        }
        disk.delete(directory);
    }

    /**
     * Removes what killed creators and removers left beside a space.
     *
     * @param parent the directory of the space
     * @param name of the space, or empty for all
     */
    static void removeLeftovers(Disk disk, Path parent, String name) throws IOException {
        String[] entries = parent.toFile().list();
        if (entries == null) {
            return;
        }
        for (String entry : entries) {
            if (entry.startsWith(SpacePaths.OLD) && isOfOurs(parent.resolve(entry))) {
                removeDirectory(disk, parent.resolve(entry));
            } else if (entry.startsWith(SpacePaths.NEW + name) && !entry.contains(Creation.ownMark())) {
                removeUnfinished(disk, parent.resolve(entry));
            }
        }
    }

    private static boolean isOfOurs(Path directory) throws IOException {
        FileFacts facts = FileFacts.of(directory);
        return facts != null && facts.isDirectory() && facts.uid() == FileFacts.OWN_UID;
    }

    /** A space without a name whose creator doesn't lock anything: it is dead, or so early that it begins again. */
    private static void removeUnfinished(Disk disk, Path directory) throws IOException {
        Path processes = directory.resolve(SpacePaths.PROCESSES);
        FileFacts facts = FileFacts.of(processes);
        if (!isOfOurs(directory)) {
            return;
        }
        if (facts == null) {
            new File(directory.toString()).delete(); // only if still empty
            return;
        }
        LifeFile file = LifeFile.open(facts.key(), processes, disk);
        if (file == null) {
            return; // its creator has removed it itself, since another one was faster
        }
        try {
            FileLock all = disk.tryLock(file.channel(), 0, Long.MAX_VALUE, false);
            if (all != null) {
                removeDirectory(disk, directory);
                disk.unlock(all);
            }
        } finally {
            file.close();
        }
    }
}
