package dev.shm.space;

import dev.shm.memory.InternalThread;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Turns what the operating system throws into exceptions that say what to do. */
final class Failures {
    private Failures() {}

    /** Runs on the internal thread; what remains of IOException there is told as a refusal. */
    static <T> T call(String what, Path path, Callable<T> task) {
        try {
            return InternalThread.call(task);
        } catch (IOException e) {
            throw translate(what, path, 0, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static RuntimeException translate(String what, Path path, long neededBytes, IOException e) {
        boolean aboutPath = e instanceof FileSystemException;
        String reason = aboutPath ? ((FileSystemException) e).getReason() : e.getMessage();
        long free = usableBytes(path);
        boolean toldSo = reason != null && (reason.contains("No space left") || reason.contains("quota"));
        // The system may say it in the user's language.
        boolean isSo = !aboutPath && free >= 0 && free < neededBytes;
        if (toldSo || isSo) {
            return new SpaceFullException(path, neededBytes, free, e);
        }
        if (e.getCause() instanceof OutOfMemoryError) {
            return new SpaceAccessException(
                    what,
                    path,
                    e,
                    "a process can map about 65,000 files: raise the sysctl vm.max_map_count, or use arrays");
        }
        if (e instanceof AccessDeniedException) {
            return new SpaceAccessException(what, path, e, "have the permissions changed, or take another path");
        }
        return new SpaceAccessException(what, path, e, "mend what the reason says, or take another path");
    }

    static void refuseIfLargerThanDisk(Path path, long neededBytes) {
        long free = usableBytes(path);
        if (free >= 0 && free < neededBytes) {
            throw new SpaceFullException(path, neededBytes, free, null);
        }
    }

    private static long usableBytes(Path path) {
        try {
            for (Path each = path.toAbsolutePath(); each != null; each = each.getParent()) {
                if (Files.exists(each)) {
                    return Files.getFileStore(each).getUsableSpace();
                }
            }
        } catch (IOException e) {
            // Then nobody knows.
        }
        return -1;
    }
}
