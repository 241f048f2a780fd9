package dev.shm.space;

import dev.shm.memory.Disk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Where spaces lie, and what may lie there. */
final class SpacePaths {
    static final String PROCESSES = ".processes";
    static final String NEW = ".new-";
    static final String OLD = ".old-";

    private static final Path TMPFS = Path.of("/dev/shm");
    /* File systems on which mappings are shared, links are atomic, and OS locks are dropped at death. */
    private static final Set<String> FILE_SYSTEMS = Set.of(
            "tmpfs",
            "ramfs",
            "ext2",
            "ext3",
            "ext4",
            "xfs",
            "btrfs",
            "overlay",
            "zfs",
            "f2fs",
            "bcachefs",
            "apfs",
            "hfs");

    private SpacePaths() {}

    /** The directory of the spaces that go by a name: of this user only, so that nobody is in anybody's way. */
    static Path root() {
        Path base = Files.isDirectory(TMPFS) ? TMPFS : Path.of(System.getProperty("java.io.tmpdir"));
        return base.resolve("shm-" + FileFacts.OWN_UID);
    }

    /** Makes the root, if it isn't there, and refuses one that somebody else could tamper with. */
    static void prepareRoot(Disk disk, Path root) throws IOException {
        if (FileFacts.of(root) == null) {
            try {
                disk.createDirectory(root);
            } catch (FileAlreadyExistsException e) {
                // Somebody was faster; who it was is checked now.
            }
        }
        FileFacts facts = FileFacts.of(root);
        if (facts != null) {
            facts.checkDirectory(root);
        }
    }

    static void checkFileSystem(Path path) throws IOException {
        String type = Files.getFileStore(path).type();
        if (!FILE_SYSTEMS.contains(type)) {
            throw new UnsafePathException(
                    path,
                    "file system",
                    "one of " + new TreeSet<>(FILE_SYSTEMS),
                    type,
                    "shared memory and locks may not work there, take another path");
        }
    }
}
