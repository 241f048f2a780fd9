package dev.shm.space;

import dev.shm.memory.Disk;
import dev.shm.process.ProcessTable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * How a space comes into being: complete and attached to under a name of its own, then renamed to the one that it is to
 * have. Killed before the rename, it leaves a directory that nobody locks; killed after it, a space like any other whose
 * process died. On the internal thread.
 */
final class Creation {
    private static final int ATTEMPTS = 100;

    private Creation() {}

    /** What tells the unfinished spaces of this process from those of others. */
    static String ownMark() {
        return Mark.OWN;
    }

    /**
     * Makes a space and attaches to it.
     *
     * @return null if meanwhile somebody else made something at that path
     */
    static Attachment create(Disk disk, Path path, int slots, boolean temporary) throws IOException {
        Path parent = path.getParent();
        String name = path.getFileName().toString();
        SpacePaths.checkFileSystem(parent);
        Removal.removeLeftovers(disk, parent, name + "-");
        FileSystemException refused = new NoSuchFileException(path.toString());
        for (int i = 0; i < ATTEMPTS; i++) {
            Path unnamed = parent.resolve(SpacePaths.NEW + name + "-" + Mark.OWN + "-" + RandomId.next());
            disk.createDirectory(unnamed);
            Attachment founded = null;
            boolean named = false;
            try {
                founded = Attachment.found(disk, unnamed, path, header(slots, temporary));
                if (founded != null) {
                    disk.rename(unnamed, path);
                    named = true;
                    return founded;
                }
            } catch (NoSuchFileException e) {
                // Taken for a leftover, before anything was locked: once more.
            } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
                return null;
            } catch (FileSystemException e) {
                if (founded == null || FileFacts.of(unnamed) == null) {
                    throw e;
                }
                if (FileFacts.of(path) != null) {
                    return null; // the kernel has more than one word for "there is something already"
                }
                refused = e; // there may have been something that is gone by now: once more
            } finally {
                if (!named) {
                    if (founded != null) {
                        founded.leaveUnnamed();
                    }
                    Removal.removeDirectory(disk, unnamed);
                }
            }
        }
        throw refused;
    }

    private static FileHeader header(int slots, boolean temporary) {
        UUID id = RandomId.next();
        return new FileHeader(
                ObjectType.PROCESSES.code(),
                ObjectType.PROCESSES.layoutVersion(),
                0,
                0,
                ProcessTable.fileLengthBytes(slots),
                slots,
                0,
                temporary ? HeaderLayout.TEMPORARY : 0,
                id,
                id,
                ProcessTable.ownPid(),
                System.currentTimeMillis(),
                "");
    }

    private static final class Mark {
        static final String OWN = ProcessTable.ownPid() + "-" + ProcessTable.ownStartTicks();
    }
}
