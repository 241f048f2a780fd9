package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.LayoutTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the comment of a layout class says is what its constants say. */
class LayoutTablesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/shm/queues");

    @TestFactory
    Stream<DynamicTest> layouts_tables_matchConstants() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<Path> layouts = files.filter(path -> path.toString().endsWith("Layout.java"))
                    .sorted()
                    .toList();
            assertTrue(layouts.size() >= 3, layouts::toString);
            return layouts.stream()
                    .map(source -> DynamicTest.dynamicTest(
                            source.getFileName().toString(), () -> LayoutTable.assertMatches(source, classOf(source))));
        }
    }

    private static Class<?> classOf(Path source) throws ClassNotFoundException {
        return Class.forName("dev.shm.queues." + source.getFileName().toString().replace(".java", ""));
    }
}
