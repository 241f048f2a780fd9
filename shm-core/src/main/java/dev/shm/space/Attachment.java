package dev.shm.space;

import dev.shm.memory.Disk;
import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.LifeFile;
import dev.shm.process.ProcessTable;
import dev.shm.robust.Mourner;
import dev.shm.robust.ProcessEnd;
import dev.shm.wait.WaitPoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * This JVM's one stay in a space, however many {@link SharedSpace} handles there are. Everything here that doesn't say
 * otherwise runs on the internal thread, so one step after the other.
 *
 * <p>The gate is byte 0 of the table of processes: who attaches holds it shared, who removes the whole directory holds the
 * whole file exclusively, from the gate to the last slot. So nobody enters what is being removed.
 */
final class Attachment {
    private static final Map<String, Attachment> OPEN = new ConcurrentHashMap<>();
    private static final long GATE_ATTEMPT_NANOS = 1_000_000;
    private static final int GATE_ATTEMPTS = 10_000;

    private final Disk disk;
    private final Path path;
    private final String key;
    private final FileHeader header;
    private final LifeFile file;
    private final Words words;
    private final ProcessTable table;
    private final Runnable upkeep;
    private final Map<String, ObjectFile> objects = new ConcurrentHashMap<>(); // others look, too
    private final List<ObjectFile> nameless = new ArrayList<>();
    private final Map<Integer, ProcessEnd> ends = new HashMap<>(); // by slot; guarded by itself
    private int users = 1;
    private volatile boolean open = true;

    private Attachment(Disk disk, Path path, String key, FileHeader header, LifeFile file) throws IOException {
        this.disk = disk;
        this.path = path;
        this.key = key;
        this.header = header;
        this.file = file;
        this.words = disk.map(file.channel(), header.lengthBytes(), path + "/" + SpacePaths.PROCESSES);
        this.upkeep = new Upkeep();
        this.table = new ProcessTable(path.toString(), words, file, (int) header.elementCount(), disk);
    }

    /** The stay in an existing space, one user more; null if there is no space at the path. */
    static Attachment enter(Disk disk, Path path) throws IOException {
        Path processes = path.resolve(SpacePaths.PROCESSES);
        FileFacts facts = FileFacts.of(processes);
        if (facts == null) {
            return null;
        }
        facts.checkFile(processes);
        Attachment shared = OPEN.get(facts.key());
        if (shared != null) {
            shared.users++;
            return shared;
        }
        LifeFile file = LifeFile.open(facts.key(), processes, disk);
        if (file == null) {
            return null; // removed since we looked
        }
        Attachment entered = null;
        try {
            entered = enter(disk, path, facts, file);
            return entered;
        } finally {
            if (entered == null) {
                file.close();
            }
        }
    }

    /** The stay in the space of that id, by whatever path; null if there is none. On any thread. */
    static Attachment byId(UUID spaceId) {
        for (Attachment attachment : OPEN.values()) {
            if (attachment.header.id().equals(spaceId)) {
                return attachment;
            }
        }
        return null;
    }

    private static Attachment enter(Disk disk, Path path, FileFacts facts, LifeFile file) throws IOException {
        Path processes = path.resolve(SpacePaths.PROCESSES);
        try {
            SpacePaths.checkFileSystem(path);
        } catch (NoSuchFileException e) {
            return null; // the same
        }
        FileHeader header = ObjectFile.readHeader(file.channel(), facts.lengthBytes(), processes);
        checkTable(header, processes);
        FileLock gate = passGate(disk, path, file);
        try {
            FileFacts now = FileFacts.of(processes);
            if (now == null || !now.key().equals(facts.key())) {
                return null; // removed or replaced on our way in
            }
            return new Attachment(disk, path, facts.key(), header, file).attached();
        } finally {
            disk.unlock(gate);
        }
    }

    /** The stay in a space that this process just makes; its directory has not got its name yet. */
    static Attachment found(Disk disk, Path directory, Path path, FileHeader header) throws IOException {
        Path processes = directory.resolve(SpacePaths.PROCESSES);
        FileChannel channel = disk.createFile(processes);
        FileFacts facts = FileFacts.of(processes);
        if (facts == null) {
            channel.close();
            return null; // taken for a leftover and removed
        }
        LifeFile file = LifeFile.adopt(facts.key(), channel);
        Attachment founded = null;
        try {
            FileLock gate = disk.tryLock(file.channel(), 0, 1, true);
            if (gate != null && FileFacts.of(processes) != null) {
                disk.write(channel, header.encode(), 0);
                disk.write(
                        channel,
                        ByteBuffer.allocate((int) header.lengthBytes() - HeaderLayout.LENGTH),
                        HeaderLayout.LENGTH);
                founded = new Attachment(disk, path, facts.key(), header, file).attached();
                disk.unlock(gate);
            }
            return founded;
        } finally {
            if (founded == null) {
                file.close();
            }
        }
    }

    private Attachment attached() throws IOException {
        table.attach();
        OPEN.put(key, this);
        Mourner.get().addUpkeep(upkeep);
        return this;
    }

    static void checkTable(FileHeader header, Path processes) {
        ObjectFile.checkProcesses(header, processes);
        long slots = header.elementCount();
        if (slots < 1 || slots > Incarnation.MAX_SLOT) {
            throw InvalidFileException.mismatch(processes, "slots", "1 to " + Incarnation.MAX_SLOT, slots);
        }
        long length = ProcessTable.fileLengthBytes((int) slots);
        if (header.lengthBytes() != length) {
            throw InvalidFileException.mismatch(processes, "length", length, header.lengthBytes());
        }
    }

    private static FileLock passGate(Disk disk, Path path, LifeFile file) throws IOException {
        for (int i = 0; i < GATE_ATTEMPTS; i++) {
            FileLock gate = disk.tryLock(file.channel(), 0, 1, true);
            if (gate != null) {
                return gate;
            }
            LockSupport.parkNanos(GATE_ATTEMPT_NANOS);
        }
        throw new SpaceInUseException(path, List.of());
    }

    /** Before the last user leaves: refuses while a thread of this process owns a lock. */
    void prepareToLeave() {
        if (users == 1) {
            Removal.refuseWhileHeld(all(), path);
        }
    }

    /**
     * One user less, whatever fails; with the last one the process leaves the space, and takes a temporary one away with it.
     */
    void leave() throws IOException {
        users--;
        if (users > 0) {
            return;
        }
        for (ObjectFile object : all()) {
            object.close();
        }
        try {
            detach();
            if (isTemporary()) {
                Removal.removeIfUnused(disk, path, file, table);
            }
        } finally {
            words.close();
            closeEnds();
            file.close();
        }
    }

    private void closeEnds() {
        synchronized (ends) {
            for (ProcessEnd end : ends.values()) {
                end.close();
            }
        }
    }

    /** The end of the live process of a PID, the same as long as it lives; null if there is no such process. */
    ProcessEnd endOf(long pid) {
        Incarnation process = table.find(pid);
        if (process == null) {
            return null;
        }
        synchronized (ends) {
            ProcessEnd known = ends.get(process.slot());
            if (known != null && known.process().equals(process)) {
                return known;
            }
            ProcessEnd end = new ProcessEnd(table, words, process);
            end.open();
            ends.put(process.slot(), end);
            if (known != null) {
                known.close();
            }
            return end;
        }
    }

    private void detach() throws IOException {
        open = false;
        OPEN.remove(key);
        Mourner.get().removeUpkeep(upkeep);
        table.detach();
    }

    /** Leaves a space that did not get its name. */
    void leaveUnnamed() throws IOException {
        detach();
        words.close();
        file.close();
    }

    boolean isOpen() {
        return open;
    }

    boolean isTemporary() {
        return (header.flags() & HeaderLayout.TEMPORARY) != 0;
    }

    Disk disk() {
        return disk;
    }

    Path path() {
        return path;
    }

    FileHeader header() {
        return header;
    }

    ProcessTable table() {
        return table;
    }

    /** The object that was last opened or made by that name; null if none was. On any thread. */
    ObjectFile known(String name) {
        return objects.get(name);
    }

    /** Remembers an object until the space is closed. One of the same name that was deleted may still be in use. */
    void remember(ObjectFile object) {
        ObjectFile deleted = objects.put(object.name(), object);
        if (deleted != null) {
            nameless.add(deleted);
        }
    }

    private List<ObjectFile> all() {
        List<ObjectFile> all = new ArrayList<>(objects.values());
        all.addAll(nameless);
        return all;
    }

    private final class Upkeep implements Runnable {
        private final SplitWatch split = new SplitWatch(path, key);

        @Override
        public void run() {
            if (split.hasJustSplit() && open) { // behind the look: this process itself removes only what it has left
                System.getLogger("dev.shm.space")
                        .log(
                                System.Logger.Level.WARNING,
                                "an open space was renamed, removed or replaced: path=" + path
                                        + "; who opens this path now gets another one, close it and open it again");
            }
            try {
                table.keepAlive(WaitPoints.descriptorLocks());
            } catch (IOException e) {
                System.getLogger("dev.shm.space")
                        .log(System.Logger.Level.WARNING, "cannot lock the own byte: " + path, e);
            }
        }
    }
}
