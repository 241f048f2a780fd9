package dev.shm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.LayoutTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the comment of a layout class says is what its constants say. */
class LayoutTablesTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @TestFactory
    Stream<DynamicTest> layouts_tables_matchConstants() throws IOException {
        return layouts().stream()
                .map(source -> DynamicTest.dynamicTest(
                        source.getFileName().toString(),
                        () -> LayoutTable.assertMatches(SOURCES.resolve(source), classOf(source))));
    }

    @Test
    void layouts_search_findsAllLayers() throws IOException {
        List<Path> found = layouts();
        for (String layer : List.of("process", "robust", "space", "value")) {
            assertTrue(found.stream().anyMatch(path -> path.startsWith(Path.of("dev/shm", layer))), layer);
        }
    }

    private static List<Path> layouts() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(path -> path.toString().endsWith("Layout.java"))
                    .map(SOURCES::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static Class<?> classOf(Path source) throws ClassNotFoundException {
        String path = source.toString();
        return Class.forName(path.substring(0, path.length() - ".java".length())
                .replace(source.getFileSystem().getSeparator(), "."));
    }
}
