package dev.shm.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves something behind: {@code @ExtendWith(LeakCheck.class)}.
 *
 * <p>After the last test of the outermost class, compared with the state before its first, there must be
 *
 * <ul>
 *   <li>no new process: no descendant of this JVM, and on Linux no orphan that a {@link ChildJvm} left either. What is
 *       found is killed after it was reported;
 *   <li>no new file or directory below a {@linkplain #watch watched} directory, nor (on Linux) below
 *       {@code /dev/shm/shm-<uid>};
 *   <li>no new mapping (on Linux) of a file below one of these, once the collector has run.
 * </ul>
 *
 * <p>What is still going away is given a sixth of {@link HangGuard#limit()}.
 *
 * <p>Threads: any. Test classes must run one after the other, and nobody else may use {@code /dev/shm/shm-<uid>}
 * meanwhile: what others create there looks like a leak.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {

    private static final int LIMIT_DIVISOR = 6;

    private static final Map<Path, Set<String>> FILES_BEFORE = new TreeMap<>();
    private static final Set<ProcessHandle> PROCESSES_BEFORE = new TreeSet<>();
    private static final Set<String> MAPPINGS_BEFORE = new TreeSet<>();

    /** Made by JUnit. */
    public LeakCheck() {}

    /**
     * Watches a directory until the end of the running test class. What is in it now may stay.
     *
     * @param directory the directory; it may come or go later
     */
    public static synchronized void watch(Path directory) {
        Path real = realPath(directory);
        FILES_BEFORE.putIfAbsent(real, filesBelow(real));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isOutermost(context)) {
            begin();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isOutermost(context)) {
            end(context.getDisplayName());
        }
    }

    /** Remembers what is there. */
    static synchronized void begin() {
        PROCESSES_BEFORE.addAll(Descendants.alive());
        if (Linux.isHere()) {
            watch(Path.of("/dev/shm/shm-" + Linux.uid()));
            MAPPINGS_BEFORE.addAll(Linux.mappedFiles());
        }
    }

    /** Fails if something is there that was not remembered, and forgets all. */
    static synchronized void end(String who) {
        try {
            Set<ProcessHandle> processes = awaitNone(LeakCheck::newProcesses);
            StringBuilder leaks = new StringBuilder();
            processes.forEach(process -> leaks.append("\n  process ").append(describe(process)));
            awaitNone(LeakCheck::newFiles)
                    .forEach(file -> leaks.append("\n  file ").append(file));
            awaitNone(LeakCheck::newMappings)
                    .forEach(file -> leaks.append("\n  mapping of ").append(file));
            processes.forEach(ProcessHandle::destroyForcibly);
            if (leaks.length() > 0) {
                throw new AssertionError(who + " has left behind:" + leaks);
            }
        } finally {
            FILES_BEFORE.clear();
            PROCESSES_BEFORE.clear();
            MAPPINGS_BEFORE.clear();
        }
    }

    private static boolean isOutermost(ExtensionContext context) {
        return context.getParent().flatMap(ExtensionContext::getTestClass).isEmpty();
    }

    private static <T extends Collection<?>> T awaitNone(Supplier<T> leaks) {
        HangGuard.isReached(
                HangGuard.limit().dividedBy(LIMIT_DIVISOR), () -> leaks.get().isEmpty());
        return leaks.get();
    }

    private static Set<ProcessHandle> newProcesses() {
        return Descendants.alive().stream()
                .filter(process -> !PROCESSES_BEFORE.contains(process))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> newFiles() {
        Set<String> found = new TreeSet<>();
        FILES_BEFORE.forEach((directory, before) -> {
            found.addAll(filesBelow(directory));
            found.removeAll(before);
        });
        if (!found.isEmpty()) {
            removeWhatOthersUse(found);
        }
        return found;
    }

    /** Somebody else on this machine may work in spaces of the same user meanwhile. */
    private static void removeWhatOthersUse(Set<String> found) {
        Set<ProcessHandle> ours = new HashSet<>(Descendants.alive());
        ours.add(ProcessHandle.current());
        ProcessHandle.allProcesses()
                .filter(process -> !ours.contains(process))
                .flatMap(process -> Linux.openFiles(process.pid()).stream())
                .filter(found::contains)
                .map(file -> file.substring(0, file.lastIndexOf('/')))
                .distinct()
                .toList()
                .forEach(space -> found.removeIf(file -> (file + "/").startsWith(space + "/")));
    }

    private static Set<String> newMappings() {
        Set<String> found = watchedMappings();
        if (!found.isEmpty()) {
            System.gc();
            found = watchedMappings();
        }
        return found;
    }

    private static Set<String> watchedMappings() {
        if (!Linux.isHere()) {
            return Set.of();
        }
        return Linux.mappedFiles().stream()
                .filter(file -> !MAPPINGS_BEFORE.contains(file))
                .filter(file -> FILES_BEFORE.keySet().stream().anyMatch(watched -> file.startsWith(watched + "/")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> filesBelow(Path directory) {
        Set<String> found = new TreeSet<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                    return visitFile(path, attributes);
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                    found.add(path.toString());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path gone, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path path, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("directory can't be listed: path=" + directory, e);
        }
        found.remove(directory.toString());
        return found;
    }

    private static Path realPath(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException absent) {
            return directory.toAbsolutePath().normalize();
        }
    }

    private static String describe(ProcessHandle process) {
        return process.pid() + " " + process.info().commandLine().orElse("(no command line)");
    }
}
