package dev.shm.space;

import dev.shm.memory.Disk;
import dev.shm.memory.Words;
import dev.shm.process.LifeFile;
import dev.shm.process.ProcessTable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Removes spaces that nobody is attached to, without attaching. On the internal thread. */
final class Sweep {
    private Sweep() {}

    /** Removes the temporary spaces of a directory that nobody uses, and what was left half made. */
    static List<String> sweep(Disk disk, Path root) throws IOException {
        List<String> removed = new ArrayList<>();
        String[] names = root.toFile().list();
        FileFacts facts = FileFacts.of(root);
        if (names == null || facts == null) {
            return removed;
        }
        facts.checkDirectory(root);
        Removal.removeLeftovers(disk, root, "");
        for (String name : names) {
            if (!name.startsWith(".") && removeIfTemporary(disk, root.resolve(name))) {
                removed.add(name);
            }
        }
        return removed;
    }

    private static boolean removeIfTemporary(Disk disk, Path path) throws IOException {
        try {
            return withTable(
                    disk,
                    path,
                    (header, file, table) -> (header.flags() & HeaderLayout.TEMPORARY) != 0
                            && Removal.removeIfUnused(disk, path, file, table) == Removal.Result.REMOVED);
        } catch (InvalidFileException | UnsafePathException | AccessDeniedException e) {
            return false; // not ours to judge
        }
    }

    /** Removes a space that nobody uses; says whether there was one. */
    static boolean delete(Disk disk, Path path) throws IOException {
        return withTable(disk, path, (header, file, table) -> {
            Removal.Result result = Removal.removeIfUnused(disk, path, file, table);
            if (result == Removal.Result.IN_USE) {
                throw new SpaceInUseException(path, table.processes());
            }
            return result == Removal.Result.REMOVED;
        });
    }

    private interface Action {
        boolean on(FileHeader header, LifeFile file, ProcessTable table) throws IOException;
    }

    private static boolean withTable(Disk disk, Path path, Action action) throws IOException {
        FileFacts directory = FileFacts.of(path);
        if (directory == null) {
            return false;
        }
        directory.checkDirectory(path); // through a link it would be another one's
        Path processes = path.resolve(SpacePaths.PROCESSES);
        FileFacts facts = FileFacts.of(processes);
        if (facts == null) {
            return false;
        }
        facts.checkFile(processes);
        LifeFile file = LifeFile.open(facts.key(), processes, disk);
        if (file == null) {
            return false; // somebody else was faster
        }
        try {
            FileHeader header = ObjectFile.readHeader(file.channel(), facts.lengthBytes(), processes);
            Attachment.checkTable(header, processes);
            Words words = disk.map(file.channel(), header.lengthBytes(), processes.toString());
            try {
                return action.on(
                        header,
                        file,
                        new ProcessTable(path.toString(), words, file, (int) header.elementCount(), disk));
            } finally {
                words.close();
            }
        } finally {
            file.close();
        }
    }
}
