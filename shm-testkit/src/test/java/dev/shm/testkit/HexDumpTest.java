package dev.shm.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HexDumpTest {

    @TempDir
    private Path directory;

    @Test
    void render_maskedAndZeroLines_areStable() throws IOException {
        byte[] bytes = new byte[100];
        System.arraycopy("MAGIC".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 5);
        bytes[9] = 77;
        bytes[82] = -1;
        Path file = Files.write(directory.resolve("file"), bytes);
        String expected = """
            00000000  4d 41 47 49 43 00 00 00  00 .. .. 00 00 00 00 00  |MAGIC...........|
            *
            00000030  .. 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
            *
            00000050  00 00 ff 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
            *
            00000064
            """;
        List<HexDump.Range> masks = List.of(new HexDump.Range(9, 2), new HexDump.Range(48, 1));
        assertEquals(expected, HexDump.render(file, new HexDump.Range(0, 100), masks));
        assertEquals(
                "00000052  ff 00                                             |..|\n00000054\n",
                HexDump.render(file, new HexDump.Range(82, 2), masks));
    }

    @Test
    void render_fileTooShort_fails() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[3]);
        assertThrows(UncheckedIOException.class, () -> HexDump.render(file, new HexDump.Range(0, 4), List.of()));
    }
}
