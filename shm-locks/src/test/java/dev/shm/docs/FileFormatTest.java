package dev.shm.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessLock;
import dev.shm.robust.Fairness;
import dev.shm.space.ObjectInfo;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LayoutTable;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Python;
import dev.shm.value.Length;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** docs/file-format.md says what the sources say, and a program in another language that follows it reads our files. */
@ExtendWith(LeakCheck.class)
class FileFormatTest {
    private static final String FORMAT = Docs.read("docs/file-format.md");
    private static final Pattern TABLE = Pattern.compile("<!-- layout: (\\S+) -->\\n((?:\\|.*\\n)+)");
    private static final Pattern TYPE_IN_SOURCE = Pattern.compile("new ObjectType\\((\\d+), \"([^\"]*)\", (\\d+)\\)");
    private static final Pattern TYPE_IN_TABLE = Pattern.compile("(?m)^\\| (\\d+) \\| (\\d+) \\| `?([\\w ]+)`? \\|$");

    @TempDir
    private Path directory;

    private static Map<String, String> tables() {
        Map<String, String> tables = new TreeMap<>();
        for (Matcher table = TABLE.matcher(FORMAT); table.find(); ) {
            tables.put(table.group(1), table.group(2));
        }
        return tables;
    }

    @TestFactory
    Stream<DynamicTest> layouts_all_areDocumentedAsInTheSource() throws IOException {
        return sources("Layout.java")
                .map(source -> DynamicTest.dynamicTest(
                        source.getFileName().toString(),
                        () -> assertEquals(
                                rows(Docs.ROOT.resolve(source)), documentedRows(tables().get(source.toString())))));
    }

    private static String rows(Path source) {
        return LayoutTable.rows(source).stream()
                .map(row -> "| " + row.offset() + " | " + row.sizeBytes() + " | " + row.field() + " | " + row.write()
                        + " | " + row.read() + " | " + row.meaning() + " |")
                .map(FileFormatTest::squeezed)
                .collect(Collectors.joining("\n"));
    }

    private static String documentedRows(String table) {
        assertTrue(table != null, "not in docs/file-format.md");
        return table.lines().skip(2).map(FileFormatTest::squeezed).collect(Collectors.joining("\n"));
    }

    private static String squeezed(String line) {
        return line.replaceAll("\\s+", " ").strip();
    }

    @Test
    void objectTypes_all_areDocumentedAsInTheSource() throws IOException {
        Map<String, String> inSource = new TreeMap<>();
        sources(".java").map(Docs::read).forEach(source -> {
            for (Matcher type = TYPE_IN_SOURCE.matcher(source); type.find(); ) {
                inSource.put(type.group(2), type.group(1) + ", layout version " + type.group(3));
            }
        });
        Map<String, String> inTable = new TreeMap<>();
        for (Matcher type = TYPE_IN_TABLE.matcher(FORMAT); type.find(); ) {
            inTable.put(type.group(3), type.group(1) + ", layout version " + type.group(2));
        }
        assertFalse(inSource.isEmpty());
        assertEquals(inSource, inTable);
    }

    private static Stream<Path> sources(String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(Docs.ROOT)) {
            List<Path> found = all.map(Docs.ROOT::relativize)
                    .filter(path -> path.toString().contains("src/main/java/"))
                    .filter(path -> !path.startsWith("stress"))
                    .filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList();
            return found.stream();
        }
    }

    @Test
    void lengths_asDocumented() {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedLong.create(space, "value");
            InterProcessLock.create(space, "lock");
            InterProcessLock.create(space, "fair", Fairness.FAIR);
            Map<String, Long> lengths =
                    space.objects().stream().collect(Collectors.toMap(ObjectInfo::name, ObjectInfo::lengthBytes));
            assertEquals(Map.of("value", 4992L, "lock", 4928L, "fair", 37_824L), lengths);
            assertEquals(531_968L, space.path().resolve(".processes").toFile().length());
        }
    }

    @Test
    void pythonSnippet_asDocumented_readsASharedLong() throws Exception {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedLong value = SharedLong.create(space, "value", 42);
            assertEquals("42\n", python(0, space.path().resolve("value")));
            value.set(-7_000_000_000L);
            assertEquals("-7000000000\n", python(0, space.path().resolve("value")));
        }
    }

    @Test
    void pythonSnippet_otherType_refuses() throws Exception {
        try (SharedSpace space = SharedSpace.temporary()) {
            InterProcessLock.create(space, "lock");
            String output = python(0, space.path().resolve("lock"));
            assertTrue(output.contains("not a SharedLong"), output);
        }
    }

    enum Side {
        BUY,
        SELL
    }

    record Point(int x, int y) {}

    record Trade(
            long id,
            boolean open,
            double price,
            Side side,
            @Length(12) String symbol,
            @Length(3) byte[] hash,
            Point at) {}

    @Test
    void pythonSnippetOfRecords_asDocumented_readsASharedRecord() throws Exception {
        try (SharedSpace space = SharedSpace.temporary()) {
            Trade first = new Trade(-7, true, 2.5, Side.SELL, "Zürich", new byte[] {1, -1, 0}, new Point(3, -4));
            SharedRecord<Trade> record = SharedRecord.create(space, "record", first);
            assertEquals(
                    "id = -7\nopen = True\nprice = 2.5\nside = SELL\nsymbol = Zürich\nhash = 01ff00\nat.x = 3\nat.y = -4\n",
                    python(1, space.path().resolve("record")));
            record.set(new Trade(8, false, -0.5, Side.BUY, "", new byte[3], new Point(0, 0)));
            assertEquals(
                    "id = 8\nopen = False\nprice = -0.5\nside = BUY\nsymbol = \nhash = 000000\nat.x = 0\nat.y = 0\n",
                    python(1, space.path().resolve("record")));
        }
    }

    private String python(int snippet, Path argument) throws IOException {
        return Python.run(Docs.blocks("python").get(snippet).text(), directory, argument);
    }
}
