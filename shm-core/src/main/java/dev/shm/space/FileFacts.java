package dev.shm.space;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the file system says of a path, a symbolic link not followed.
 *
 * @param mode type and permission bits
 * @param uid of the owner
 * @param key tells the file from all others, whatever its path
 * @param lengthBytes in bytes
 */
record FileFacts(int mode, int uid, String key, long lengthBytes) {
    static final int OWN_UID = ownUid();

    private static final int TYPE_MASK = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int OTHERS_WRITE = 0022;

    /** {@return the facts; null if there is nothing at the path} */
    static FileFacts of(Path path) throws IOException {
        try {
            Map<String, Object> facts =
                    Files.readAttributes(path, "unix:mode,uid,dev,ino,size", LinkOption.NOFOLLOW_LINKS);
            return new FileFacts(
                    (Integer) facts.get("mode"),
                    (Integer) facts.get("uid"),
                    facts.get("dev") + ":" + facts.get("ino"),
                    (Long) facts.get("size"));
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            Path parent = path.getParent();
            if (parent != null && Files.exists(parent) && !Files.isDirectory(parent)) {
                return null; // the system has another word for it: below a file there is nothing
            }
            throw e;
        }
    }

    boolean isDirectory() {
        return (mode & TYPE_MASK) == DIRECTORY;
    }

    /** Refuses what is no directory of this user that only this user can write to. */
    void checkDirectory(Path path) {
        if (!isDirectory()) {
            throw InvalidFileException.notA("a directory", path, typeName());
        }
        checkOwner(path);
    }

    /** Refuses what is no file of this user that only this user can write to. */
    void checkFile(Path path) {
        if ((mode & TYPE_MASK) != REGULAR) {
            throw InvalidFileException.notA("a regular file", path, typeName());
        }
        checkOwner(path);
    }

    private void checkOwner(Path path) {
        if (uid != OWN_UID) {
            throw new UnsafePathException(
                    path, "owner uid", OWN_UID, uid, "take another path, or run as the user who owns it");
        }
        if ((mode & OTHERS_WRITE) != 0) {
            throw new UnsafePathException(
                    path,
                    "writable by others, mode",
                    Integer.toOctalString(mode & 0777 & ~OTHERS_WRITE),
                    Integer.toOctalString(mode & 0777),
                    "chmod go-w it if you trust what it holds");
        }
    }

    private String typeName() {
        return switch (mode & TYPE_MASK) {
            case DIRECTORY -> "a directory";
            case REGULAR -> "a regular file";
            case 0120000 -> "a symbolic link";
            case 0010000 -> "a fifo";
            case 0140000 -> "a socket";
            default -> "a device";
        };
    }

    private static int ownUid() {
        for (String own : new String[] {"/proc/self", System.getProperty("user.home")}) {
            try {
                return (Integer) Files.getAttribute(Path.of(own), "unix:uid");
            } catch (IOException | RuntimeException e) {
                continue;
            }
        }
        throw new UnsupportedOperationException(
                "cannot find out which user this is: os=" + System.getProperty("os.name"));
    }
}
