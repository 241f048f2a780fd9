package dev.shm.space;

import dev.shm.process.Incarnation;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The files in a space that have no name yet: {@code .new-<slot>-<incarnation>-<random>}, so that anybody can tell whether
 * their creator lives.
 */
final class Leftovers {
    private static final int HEX = 16;

    private Leftovers() {}

    static String newName(Incarnation self) {
        return SpacePaths.NEW + self.slot() + "-" + Long.toString(self.number(), HEX) + "-" + RandomId.next();
    }

    /** Removes those whose creator is dead. On the internal thread. */
    static void remove(Attachment attachment) throws IOException {
        String[] names = attachment.path().toFile().list();
        if (names == null) {
            return;
        }
        for (String name : names) {
            if (name.startsWith(SpacePaths.NEW) && isDead(attachment, name)) {
                Path path = attachment.path().resolve(name);
                attachment.disk().delete(path);
            }
        }
    }

    private static boolean isDead(Attachment attachment, String name) {
        String[] parts = name.split("-", 4);
        try {
            return parts.length == 4
                    && attachment.table().isDead(Integer.parseInt(parts[1]), Long.parseLong(parts[2], HEX));
        } catch (NumberFormatException e) {
            return false; // nothing that this toolkit made
        }
    }
}
