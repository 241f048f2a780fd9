package dev.shm.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code /proc} tells. Only {@link #isHere()} may be called on another system. */
final class Linux {

    private static final Path PROC = Path.of("/proc");
    private static final int MAPS_COLUMNS = 6;

    private Linux() {}

    static boolean isHere() {
        return System.getProperty("os.name").equals("Linux");
    }

    /** Returns the effective user id of this process. */
    static int uid() {
        try {
            return (Integer) Files.getAttribute(PROC.resolve("self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException("uid can't be read", e);
        }
    }

    /** Returns the paths of the files that this JVM has mapped, a deleted one with the kernel's suffix. */
    static Set<String> mappedFiles() {
        try (Stream<String> maps = Files.lines(PROC.resolve("self/maps"), StandardCharsets.ISO_8859_1)) {
            return maps.map(line -> line.split(" +", MAPS_COLUMNS))
                    .filter(columns -> columns.length == MAPS_COLUMNS && columns[MAPS_COLUMNS - 1].startsWith("/"))
                    .map(columns -> columns[MAPS_COLUMNS - 1])
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException("maps can't be read", e);
        }
    }

    /** Returns whether SIGSTOP has reached every thread of the process; a dead process counts as stopped. */
    static boolean isStopped(long pid) {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
            for (Path task : tasks) {
                String stat = Files.readString(task.resolve("stat"), StandardCharsets.ISO_8859_1);
                char state = stat.charAt(stat.lastIndexOf(')') + 2);
                if ("TtZX".indexOf(state) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException | DirectoryIteratorException gone) {
            return !Files.exists(PROC.resolve(Long.toString(pid)));
        }
    }

    /** Returns the living processes whose environment, as it was at their start, contains the text. */
    static Set<ProcessHandle> processesWithEnvironment(String text) {
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains(text))
                .filter(ProcessHandle::isAlive)
                .collect(Collectors.toSet());
    }

    private static String environment(long pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** The paths of the files that a process has open; none if it is gone or somebody else's. */
    static Set<String> openFiles(long pid) {
        Set<String> files = new TreeSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                files.add(Files.readSymbolicLink(descriptor).toString());
            }
        } catch (IOException | DirectoryIteratorException e) {
            return files;
        }
        return files;
    }
}
