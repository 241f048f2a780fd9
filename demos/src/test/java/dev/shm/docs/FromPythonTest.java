package dev.shm.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/from-python.md} says is printed, is printed by the Java code there, and by the Python code there if there is a Python.
 * That the Java code is what was compiled here is seen to by {@code DocumentedCodeTest}.
 */
@ExtendWith(LeakCheck.class)
class FromPythonTest {
    private static final String PYTHON = "python3";
    private static final String TEXT = read();

    @TempDir
    private Path directory;

    private static String read() {
        try {
            return Files.readString(Path.of("..", "docs", "from-python.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The blocks that have such a label, by the name in it. */
    private static Map<String, String> blocks(String label) {
        Pattern pattern = Pattern.compile("<!-- " + label + ": ([^>]*) -->\n```\\w*\n(.*?)\n```\n", Pattern.DOTALL);
        Map<String, String> blocks = new LinkedHashMap<>();
        for (Matcher block = pattern.matcher(TEXT); block.find(); ) {
            blocks.put(block.group(1), block.group(2));
        }
        assertTrue(blocks.size() > 0, "no block labelled " + label);
        return blocks;
    }

    @TestFactory
    Stream<DynamicTest> java_eachExample_printsWhatIsSaid() {
        return blocks("output").entrySet().stream()
                .map(block -> DynamicTest.dynamicTest(
                        block.getKey(), () -> assertEquals(block.getValue(), printedByJava(block.getKey()))));
    }

    /** By the demo of that name, or by the example in {@link FromPython}. */
    private static String printedByJava(String name) {
        String demo = "bin/shm ";
        try (ChildJvm child = name.startsWith(demo)
                ? ChildJvm.start(
                        dev.shm.demos.Main.class, name.substring(demo.length()).split(" "))
                : ChildJvm.start(FromPython.class, name)) {
            assertEquals(0, child.awaitExit(), child::errors);
            return child.output();
        }
    }

    @TestFactory
    Stream<DynamicTest> python_eachExample_printsTheSame() {
        return python("python", String::equals);
    }

    @TestFactory
    Stream<DynamicTest> python_examplesOfWhichJavaHasMore_printTheFirstLines() {
        return python("python, first lines", String::startsWith);
    }

    private Stream<DynamicTest> python(String label, BiPredicate<String, String> isExpected) {
        Map<String, String> outputs = blocks("output");
        return blocks(label).entrySet().stream()
                .map(block -> DynamicTest.dynamicTest(block.getKey(), () -> {
                    assumeTrue(isTherePython(), "no " + PYTHON);
                    Path program = directory.resolve("example.py");
                    Files.writeString(program, block.getValue());
                    String said = outputs.get(block.getKey()).toLowerCase(Locale.ROOT); // Python writes True
                    String printed = printedByPython("-u", program.toString()).toLowerCase(Locale.ROOT);
                    assertTrue(isExpected.test(said, printed), printed);
                }));
    }

    @Test
    void table_allThatPythonExports_isInIt() throws Exception {
        assumeTrue(isTherePython(), "no " + PYTHON);
        String names = printedByPython(
                "-c",
                "import multiprocessing as m, multiprocessing.connection as c, multiprocessing.shared_memory as s;"
                        + "print(*m.__all__, *c.__all__, *s.__all__)");

        for (String name : names.split(" ")) {
            assertTrue(
                    Pattern.compile("`[^`\n]*\\b" + name + "\\b[^`\n]*`")
                            .matcher(TEXT)
                            .find(),
                    name);
        }
    }

    private static boolean isTherePython() throws InterruptedException {
        try {
            return new ProcessBuilder(PYTHON, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String printedByPython(String... arguments) throws IOException, InterruptedException {
        Process python = new ProcessBuilder(
                        Stream.concat(Stream.of(PYTHON), Stream.of(arguments)).toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor());
        return printed.strip();
    }
}
