package dev.shm.space;

import dev.shm.memory.Disk;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Finds what a reference names. On the internal thread, but for what is open already. */
final class References {
    /* Opened for a reference, by id. */
    private static final Map<UUID, Attachment> OPENED = new HashMap<>();

    private References() {}

    /** What is open in this process, wherever its file is by now; null if it isn't. On any thread, without waiting for another. */
    static ObjectFile known(UUID spaceId, String name, UUID id, ObjectSpec spec) {
        Attachment attachment = Attachment.byId(spaceId);
        return attachment == null ? null : known(attachment, name, id, spec);
    }

    private static ObjectFile known(Attachment attachment, String name, UUID id, ObjectSpec spec) {
        ObjectFile known = attachment.known(name);
        return known != null && known.id().equals(id) ? known.checked(spec) : null;
    }

    static ObjectFile open(Path path, UUID spaceId, String name, UUID id, ObjectSpec spec) throws IOException {
        Attachment attachment = Attachment.byId(spaceId);
        if (attachment == null) {
            attachment = attach(path, spaceId);
        }
        ObjectFile known = known(attachment, name, id, spec);
        if (known != null) {
            return known; // another thread was faster
        }
        ObjectFile file = object(attachment, name, spec);
        if (!file.id().equals(id)) {
            throw InvalidFileException.madeAnew(attachment.path().resolve(name), "id", id, file.id());
        }
        return file;
    }

    private static ObjectFile object(Attachment attachment, String name, ObjectSpec spec) throws IOException {
        try {
            return Opening.OPEN.object(attachment, name, spec);
        } catch (NotFoundException e) {
            throw NotFoundException.referredTo(spec.describe(), e.path());
        }
    }

    private static Attachment space(Path path) throws IOException {
        try {
            return Opening.OPEN.attach(Disk.SYSTEM, path, SharedSpace.SLOTS);
        } catch (NotFoundException e) {
            throw NotFoundException.referredTo("space", e.path());
        }
    }

    private static Attachment attach(Path path, UUID spaceId) throws IOException {
        Attachment attachment = space(path);
        UUID actual = attachment.header().id();
        if (!actual.equals(spaceId)) {
            attachment.leave();
            throw InvalidFileException.madeAnew(path, "id of the space", spaceId, actual);
        }
        if (OPENED.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(References::leaveAll, "dev.shm references"));
        }
        OPENED.put(spaceId, attachment);
        return attachment;
    }

    /** The JVM ends: as if the user had closed what was opened on their behalf. */
    private static void leaveAll() {
        Failures.call("close", Path.of("."), () -> {
            for (Attachment attachment : OPENED.values()) {
                try {
                    attachment.prepareToLeave();
                    attachment.leave();
                } catch (IllegalStateException | IOException e) {
                    // A thread owns a lock in it. To the others it dies with it, as if it were killed.
                    System.getLogger("dev.shm.space").log(Level.DEBUG, "not closed: " + attachment.path(), e);
                }
            }
            return null;
        });
    }
}
