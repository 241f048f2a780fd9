package dev.shm.space;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Notices that a space that is open is not at its path any more, since somebody has renamed or removed its directory: who
 * opens that path from now on gets another space, and neither sees the other. On the mourner's thread.
 */
final class SplitWatch {
    private final Path processes;
    private final String key;
    /* A space that is just being made is not at its path yet. */
    private boolean wasThere;
    private boolean said;

    SplitWatch(Path path, String key) {
        this.processes = path.resolve(SpacePaths.PROCESSES);
        this.key = key;
    }

    /** Whether that has happened since the last look. */
    boolean hasJustSplit() {
        if (said) {
            return false;
        }
        try {
            FileFacts now = FileFacts.of(processes);
            boolean isThere = now != null && now.key().equals(key);
            said = wasThere && !isThere;
            wasThere |= isThere;
            return said;
        } catch (IOException e) {
            return false; // the system does not let us look
        }
    }
}
