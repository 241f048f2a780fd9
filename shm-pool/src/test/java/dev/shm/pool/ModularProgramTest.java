package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.testkit.LeakCheck;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A program that is a module, with nothing on its class path: its workers are of the same modules. */
@ExtendWith(LeakCheck.class)
class ModularProgramTest {
    private static final String MODULE = "module program { requires dev.shm.pool; }";
    private static final String MAIN = """
            package program;

            import dev.shm.pool.ProcessPool;
            import dev.shm.pool.SharedProcess;
            import java.util.List;

            public class Main {
                record Pair(int a, int b) implements java.io.Serializable {}

                public static void main(String[] arguments) throws Exception {
                    try (ProcessPool pool = ProcessPool.of(1)) {
                        System.out.println(pool.map(List.of(1, 2), x -> new Pair(x, x * x)));
                        System.out.println(pool.apply(() -> Main.class.getModule().getName()));
                    }
                    System.out.println(SharedProcess.start(() -> System.exit(7)).join());
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void map_modularProgram_worksAsAnyOther() throws IOException, InterruptedException {
        Path sources = Files.createDirectories(directory.resolve("sources/program"));
        Path descriptor = sources.resolveSibling("module-info.java");
        Path main = sources.resolve("Main.java");
        Files.writeString(descriptor, MODULE);
        Files.writeString(main, MAIN);
        String modules = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(
                        ".*(shm-(core|locks|queues|pool)[^/]*|agrona[^/]*|jna[^/]*)(/target/classes|\\.jar)"))
                .filter(entry -> !entry.contains("tests"))
                .collect(Collectors.joining(File.pathSeparator));
        Path classes = directory.resolve("classes with a space");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        null,
                        "-p",
                        modules,
                        "-d",
                        classes.toString(),
                        descriptor.toString(),
                        main.toString());
        assertEquals(0, compiled);

        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-p",
                modules + File.pathSeparator + classes,
                "-m",
                "program/program.Main"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals("[Pair[a=1, b=1], Pair[a=2, b=4]]\nprogram\n7\n", output);
    }
}
