package dev.shm.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.docs.Docs.Block;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedDouble;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Java code in the README and the docs is code that is compiled and run. */
@ExtendWith(LeakCheck.class)
class DocumentedCodeTest {
    private static final List<Path> SOURCES = Stream.of(
                    "shm-locks/src/test/java/dev/shm/docs",
                    "demos/src/test/java/dev/shm/docs",
                    "demos/src/main/java/dev/shm/demos")
            .map(Docs.ROOT::resolve)
            .toList();
    private static final Pattern REGION =
            Pattern.compile("// tag::([\\w-]+)\\[]\\n(.*?)\\n *// end::\\1\\[]", Pattern.DOTALL);
    private static final int JVMS = 4;

    /** Made of the README's example; started as a program. */
    private static final String CLASS = "ReadmeExample";

    @TempDir
    private Path directory;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @TestFactory
    Stream<DynamicTest> javaBlocks_all_areRegionsOfCompiledSources() {
        return Docs.blocks("java").stream()
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> assertIsRegion(block)));
    }

    private static void assertIsRegion(Block block) throws IOException {
        Matcher label = Pattern.compile("code: ([\\w-]+)").matcher(block.label());
        assertTrue(label.matches(), () -> "no <!-- code: NAME --> in the line before: " + block);
        assertEquals(region(label.group(1)), squeezed(block.text()));
    }

    /** The parts of a region, in their order, without white space: the formatter has its own view of that. */
    private static String region(String name) throws IOException {
        StringBuilder region = new StringBuilder();
        for (Path source : sources()) {
            for (Matcher part = REGION.matcher(Files.readString(source)); part.find(); ) {
                if (part.group(1).equals(name)) {
                    region.append(squeezed(part.group(2)));
                }
            }
        }
        return region.toString();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.list(folder)) {
                files.sorted().forEach(sources::add);
            }
        }
        return sources;
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void repairExample_ownerKilledBetweenTheStores_sumIsRight() {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedLong from = SharedLong.create(space, "from", 100);
            SharedLong to = SharedLong.create(space, "to");
            try (ChildJvm victim =
                    ChildJvm.start(RepairExample.Victim.class, space.path().toString(), "7")) {
                assertEquals(ChildJvm.KILLED, victim.awaitExit(), victim::errors);
            }
            assertEquals(93, from.get() + to.get(), "killed in the middle");

            HangGuard.run("transfer", () -> RepairExample.transfer(space, 100, 10, from, to));

            assertEquals(List.of(83L, 17L), List.of(from.get(), to.get()));
        }
    }

    @Test
    void dataExample_runTwice_shares() throws InterruptedException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedDataExample.share(space);
            SharedRecord.open(space, "quote", SharedDataExample.Quote.class)
                    .set(new SharedDataExample.Quote("ACME", 99.5, 100.5));
            SharedDataExample.share(space);
            assertEquals(1.0, SharedDouble.open(space, "total").get());
        }
    }

    @Test
    void readmeExample_asWritten_fourJvmsCountExactly() throws IOException {
        String name = "readme-" + UUID.randomUUID();
        Block example = Docs.blocks("java").stream()
                .filter(block -> block.path().equals(Path.of("README.md")))
                .findFirst()
                .orElseThrow();
        compile(example.text().replace("\"demo\"", '"' + name + '"'));
        try {
            List<ChildJvm> children = new ArrayList<>();
            try {
                for (int i = 0; i < JVMS; i++) {
                    children.add(ChildJvm.of(Launcher.class, CLASS)
                            .classPath(directory + System.getProperty("path.separator") + classPath())
                            .start());
                }
                for (ChildJvm child : children) {
                    assertEquals(0, child.awaitExit(), child::errors);
                }
            } finally {
                children.forEach(ChildJvm::close);
            }
            try (SharedSpace space = SharedSpace.open(name)) {
                assertEquals(1000L * JVMS, SharedLong.open(space, "counter").get());
            }
        } finally {
            SharedSpace.delete(name);
        }
    }

    /** Starts a class that is known only by its name. */
    static final class Launcher {
        public static void main(String[] arguments) throws ReflectiveOperationException {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
    }

    private void compile(String example) throws IOException {
        int imports = example.indexOf("\n\n") + 1;
        Path source = directory.resolve(CLASS + ".java");
        Files.writeString(
                source,
                example.substring(0, imports) + "public class " + CLASS + " { public static void main(String[] a) {\n"
                        + example.substring(imports) + "}}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int exitCode = compiler.run(
                null,
                null,
                null,
                "-Xlint:all",
                "-Werror",
                "-proc:none",
                "-classpath",
                classPath(),
                "-d",
                directory.toString(),
                source.toString());
        assertEquals(0, exitCode, "the README's example doesn't compile");
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
