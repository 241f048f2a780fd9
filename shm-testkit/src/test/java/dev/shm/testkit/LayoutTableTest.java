package dev.shm.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTableTest {

    private static final String TABLE = """
        /**
         * | offset | size | field       | write   | read    | meaning      |
         * |-------:|-----:|-------------|---------|---------|--------------|
         * |      0 |    8 | `word`      | CAS     | acquire | owner | bits |
         * |      8 |    4 | start ticks | release | acquire | of the owner |
         * |     12 |    4 | (reserved)  |         |         | zero         |
         * |     16 |    8 | lastDeath   | plain   | plain   |              |
         */
        """;

    @TempDir
    private Path directory;

    private static final class Sound {
        private static final int WORD_OFFSET = 0;
        private static final int START_TICKS_OFFSET = 8;
        private static final long LAST_DEATH_OFFSET = 16;
        private static final int LENGTH = 24;
    }

    private static final class Drifted {
        private static final int WORD_OFFSET = 0;
        private static final int START_TICKS_OFFSET = 12;
        private static final int EXTRA_OFFSET = 24;
        private static final int LENGTH = 20;
    }

    @Test
    void rows_table_areParsed() throws IOException {
        List<LayoutTable.Row> rows = LayoutTable.rows(source(TABLE));
        assertEquals(4, rows.size());
        assertEquals(new LayoutTable.Row(0, 8, "word", "CAS", "acquire", "owner | bits"), rows.get(0));
        assertEquals(new LayoutTable.Row(16, 8, "lastDeath", "plain", "plain", ""), rows.get(3));
    }

    @Test
    void assertMatches_soundClass_passes() throws IOException {
        LayoutTable.assertMatches(source(TABLE), Sound.class);
    }

    @Test
    void assertMatches_driftedClass_namesEveryDifference() throws IOException {
        Path source = source(TABLE);
        String message = assertThrows(AssertionError.class, () -> LayoutTable.assertMatches(source, Drifted.class))
                .getMessage();
        assertTrue(message.contains("START_TICKS_OFFSET is 12 in the class, 8 in the table"), message);
        assertTrue(message.contains("LAST_DEATH_OFFSET is null in the class, 16 in the table"), message);
        assertTrue(message.contains("EXTRA_OFFSET is not in the table"), message);
        assertTrue(message.contains("LENGTH is 20 in the class, the table ends at 24"), message);
    }

    @Test
    void assertMatches_overlapOrNoTable_fails() throws IOException {
        Path overlapping = source(TABLE.replace("|    4 | start", "|    5 | start"));
        String message = assertThrows(AssertionError.class, () -> LayoutTable.assertMatches(overlapping, Sound.class))
                .getMessage();
        assertTrue(message.contains("(reserved) starts at 12, the row before it ends at 13"), message);
        Path empty = source("no table");
        assertThrows(AssertionError.class, () -> LayoutTable.assertMatches(empty, Sound.class));
    }

    private Path source(String text) throws IOException {
        return Files.writeString(directory.resolve("Layout.java"), text);
    }
}
