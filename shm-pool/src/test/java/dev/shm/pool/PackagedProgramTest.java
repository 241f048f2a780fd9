package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.testkit.LeakCheck;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A program with the library in jars, as users have it: its first pool makes an archive of classes, which the next ones use. */
@ExtendWith(LeakCheck.class)
class PackagedProgramTest {
    private static final String MAIN = """
            import dev.shm.pool.ProcessPool;
            import java.util.List;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    if (Boolean.getBoolean("kill")) {
                        Thread killer = new Thread(Main::killTheRehearsal);
                        killer.setDaemon(true);
                        killer.start();
                    }
                    try (ProcessPool pool = ProcessPool.builder().workers(2).jvmOptions(arguments).build()) {
                        System.out.println(pool.map(List.of(1, 2, 3), x -> x * x));
                    }
                }

                private static void killTheRehearsal() {
                    while (true) {
                        ProcessHandle.current().descendants()
                                .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                                        .contains("rehearsal"))
                                .forEach(ProcessHandle::destroyForcibly);
                        Thread.onSpinWait();
                    }
                }
            }
            """;
    private static final String WORKER = "dev.shm.pool.worker.Main source: ";

    @TempDir
    private Path directory;

    private final List<String> classPath = new ArrayList<>();

    @BeforeEach
    void packTheLibrary() throws IOException {
        Path source = Files.writeString(directory.resolve("Main.java"), MAIN);
        Path classes =
                Files.createDirectory(directory.resolve("classes")); // in front, as in a program that is being written
        classPath.add(classes.toString());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.matches(".*/shm-(core|locks|queues|pool)/target/classes")) {
                Path jar =
                        directory.resolve(Path.of(entry).getParent().getParent().getFileName() + ".jar");
                run("jar", "cf", jar.toString(), "-C", entry, ".");
                classPath.add(jar.toString());
            } else if (entry.matches(".*(agrona|jna|shm-(core|locks|queues))[^/]*\\.jar") && !entry.contains("tests")) {
                classPath.add(entry);
            }
        }
        run("javac", "-cp", String.join(File.pathSeparator, classPath), "-d", classes.toString(), source.toString());
    }

    private static void run(String tool, String... arguments) {
        int exitCode = ToolProvider.findFirst(tool)
                .orElseThrow()
                .run(new PrintStream(OutputStream.nullOutputStream()), System.err, arguments);
        assertEquals(0, exitCode, tool);
    }

    /** Runs a program, and returns what it prints. */
    private String runJava(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddev.shm.pool.archives=" + directory.resolve("archives"),
                "-cp",
                String.join(File.pathSeparator, classPath)));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED"); // else the JDK warns
        }
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // it is told about on standard error
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** Runs the program, and returns what its workers say of where they found their main class. */
    private List<String> runProgram(String... options) throws IOException, InterruptedException {
        Path log = directory.resolve("classes-%p.log");
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("Main", "-Xlog:class+load:file=" + log));
        assertEquals("[1, 4, 9]\n", runJava(words.toArray(new String[0])));
        List<String> sources = new ArrayList<>();
        try (Stream<Path> logs = Files.list(directory)) {
            for (Path file :
                    logs.filter(path -> path.toString().endsWith(".log")).toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.contains(WORKER))
                        .map(line -> line.substring(line.indexOf(WORKER) + WORKER.length()))
                        .forEach(sources::add);
                Files.delete(file);
            }
        }
        return sources;
    }

    @Test
    void pool_secondRun_takesItsClassesFromTheArchiveThatTheFirstMade() throws IOException, InterruptedException {
        List<String> first = runProgram();
        assertTrue(!first.isEmpty() && first.stream().allMatch(source -> source.startsWith("file:")), first::toString);
        List<String> second = runProgram();
        assertTrue(
                !second.isEmpty() && second.stream().allMatch(source -> source.startsWith("shared objects file (top)")),
                second::toString);
    }

    /** Else there would never be one: it is not found out that there can be none. */
    @Test
    void pool_rehearsalIsKilled_leavesNothingAndTheNextRunMakesTheArchive() throws IOException, InterruptedException {
        runProgram("-Dkill=true");
        try (Stream<Path> archives = Files.list(directory.resolve("archives"))) {
            assertEquals(List.of(), archives.toList());
        }
        runProgram();
        try (Stream<Path> archives = Files.walk(directory.resolve("archives"))) {
            assertTrue(archives.anyMatch(path -> path.endsWith("workers.jsa")));
        }
    }

    /** In jars, since workers start three times as fast from an archive, and these hardly do anything else. */
    @Test
    @Tag("nightly")
    void pool_workerKilledEvery50Millis_eachOf100000TasksEndsOnce() {
        classPath.add(System.getProperty("java.class.path")); // the test's, behind the jars
        ChildJvmBuilder program = ChildJvm.of(PoolSoak.class, "100000", "100000")
                .options("-Xmx1g", "-Ddev.shm.pool.archives=" + directory.resolve("archives"))
                .classPath(String.join(File.pathSeparator, classPath));
        try (ChildJvm child = program.start()) {
            for (int checked = 0; checked < 100_000; checked += PoolSoak.TOLD) {
                child.awaitLine("checked " + checked);
            }
            System.out.println(child.awaitLine("PoolSoak: "));
            assertEquals(0, child.awaitExit());
        }
    }
}
