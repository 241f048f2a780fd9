package dev.shm.space;

import dev.shm.memory.Disk;
import dev.shm.process.ProcessTable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What may exist and what may be made: create, open, openOrCreate, the same for spaces and objects. */
enum Opening {
    CREATE,
    CREATE_TEMPORARY,
    OPEN,
    OPEN_OR_CREATE;

    private boolean mayOpen() {
        return this == OPEN || this == OPEN_OR_CREATE;
    }

    private boolean mayCreate() {
        return this != OPEN;
    }

    /** Opens or makes a space. On the internal thread. */
    Attachment attach(Disk disk, Path path, int slots) throws IOException {
        Path root = SpacePaths.root();
        if (root.equals(path.getParent())) {
            SpacePaths.prepareRoot(disk, root);
        }
        while (true) {
            FileFacts facts = FileFacts.of(path);
            if (facts != null) {
                facts.checkDirectory(path);
                Attachment existing = mayOpen() ? Attachment.enter(disk, path) : null;
                if (existing != null) {
                    Leftovers.remove(existing);
                    return existing;
                }
                refuseForeign(path, facts);
            }
            if (!mayCreate()) {
                throw new NotFoundException("space", path);
            }
            Attachment created = create(disk, path, slots);
            if (created != null) {
                return created;
            }
        }
    }

    private Attachment create(Disk disk, Path path, int slots) throws IOException {
        Path parent = path.getParent();
        if (parent == null || FileFacts.of(parent) == null) {
            throw new NotFoundException("the directory to make a space in", parent == null ? path : parent);
        }
        if (!Files.isDirectory(parent)) {
            throw InvalidFileException.notA("a directory", parent, "something else");
        }
        try {
            return Creation.create(disk, path, slots, this == CREATE_TEMPORARY);
        } catch (IOException e) {
            throw Failures.translate("create", path, ProcessTable.fileLengthBytes(slots), e);
        }
    }

    /** There was a directory: a space, empty, or somebody's photographs? It may be gone by now, or be another one. */
    private void refuseForeign(Path path, FileFacts directory) throws IOException {
        String[] names = path.toFile().list();
        boolean isSpace = FileFacts.of(path.resolve(SpacePaths.PROCESSES)) != null;
        if (isSpace && !mayOpen()) {
            throw new AlreadyExistsException("space", path);
        }
        FileFacts now = FileFacts.of(path);
        if (isSpace || now == null || !now.key().equals(directory.key())) {
            return;
        }
        if (names == null) {
            throw new AccessDeniedException(path.toString());
        }
        if (names.length > 0 && !Arrays.asList(names).contains(SpacePaths.PROCESSES)) {
            throw InvalidFileException.notA("a space", path, "a directory with other files");
        }
    }

    /** Opens or makes an object. On the internal thread. */
    ObjectFile object(Attachment attachment, String name, ObjectSpec spec) throws IOException {
        if (!attachment.isOpen()) {
            throw new IllegalStateException("closed: space=" + attachment.path() + "; open it again");
        }
        while (true) {
            ObjectFile opened = mayOpen() ? ObjectFile.open(attachment, name, spec) : null;
            if (opened != null) {
                return opened;
            }
            if (!mayCreate()) {
                throw new NotFoundException(spec.describe(), attachment.path().resolve(name));
            }
            ObjectFile created = ObjectFile.create(attachment, name, spec);
            if (created != null) {
                return created;
            }
            if (!mayOpen()) {
                throw new AlreadyExistsException(
                        spec.describe(), attachment.path().resolve(name));
            }
        }
    }
}
