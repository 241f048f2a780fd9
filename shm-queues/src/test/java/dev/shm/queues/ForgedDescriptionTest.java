package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.space.InvalidFileException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 17 of the fault matrix for what only these types know: a header says, under a checksum that is right, that an object is larger
 * than its file, or something that no object of its type has ever said.
 */
@ExtendWith(LeakCheck.class)
class ForgedDescriptionTest {
    private static final int PAGE = 4096;
    private static final int LENGTH_BYTES_OFFSET = 24;
    private static final int ELEMENT_COUNT_OFFSET = 32;
    private static final int SCHEMA_LENGTH_OFFSET = 100;
    private static final int SCHEMA_OFFSET = 104;
    private static final int CHECKSUM_OFFSET = 4092;

    @TempDir
    private Path directory;

    /** Who has an object open has read its header: each looks at it in a space that was just opened. */
    private Object in(Function<SharedSpace, ?> action) {
        try (SharedSpace space = SharedSpace.openOrCreate(directory.resolve("space"))) {
            return action.apply(space);
        }
    }

    @Test
    void open_queueThatSaysOtherwise_isRefused() throws IOException {
        in(space -> SharedQueue.create(space, "queue", Codecs.longs(), 4, 64));
        for (String forged : List.of(
                "5 elements, 64 bytes, REPORT",
                "2147483648 elements, 64 bytes, REPORT",
                "4 elements, 1099511627776 bytes, REPORT",
                "1 elements, 64 bytes, REPORT",
                "0 elements, 64 bytes, REPORT",
                "-4 elements, 64 bytes, REPORT",
                "4 elements, 0 bytes, REPORT",
                "four elements, 64 bytes, REPORT",
                "4 elements, 64 bytes, FORGET",
                "9223372036854775808 elements, 64 bytes, REPORT",
                "    ")) {
            assertRefused("queue", forged + " long", space -> SharedQueue.open(space, "queue", Codecs.longs()));
        }
        describe("queue", "4 elements, 64 bytes, REPORT long");
        assertEquals(
                true,
                in(space -> SharedQueue.open(space, "queue", Codecs.longs()).offer(1L)));
    }

    @Test
    void open_pipeThatSaysOtherwise_isRefused() throws IOException {
        in(space -> SharedPipe.create(space, "pipe", Codecs.longs(), 4, 64));
        for (String forged : List.of(
                "ONE_WAY 4 elements, 64 bytes",
                "DUPLEX 8 elements, 64 bytes",
                "DUPLEX 4 elements, 128 bytes",
                "DUPLEX 0 elements, 64 bytes",
                "TWICE 4 elements, 64 bytes",
                "DUPLEX x elements, 64 bytes")) {
            assertRefused("pipe", forged + " long", space -> SharedPipe.open(space, "pipe", Codecs.longs()));
        }
        describe("pipe", "DUPLEX 4 elements, 64 bytes long");
        assertEquals(
                true,
                in(space ->
                        SharedPipe.open(space, "pipe", Codecs.longs()).first().trySend(1L)));
    }

    @Test
    void open_channelThatSaysOtherwise_isRefused() throws IOException {
        in(space -> SharedChannel.create(space, "channel", 256));
        for (String forged : List.of("", "producers ", "producers SOME", "producer ONE", "consumers ONE")) {
            assertRefused("channel", forged, space -> SharedChannel.open(space, "channel"));
        }
        describe("channel", "producers ONE");
        for (int forged : new int[] {255, 257, 192, 63, 32, 1}) {
            assertRefusedOfLength("channel", 256, forged, space -> SharedChannel.open(space, "channel"));
        }
        assertEquals(256, in(space -> SharedChannel.open(space, "channel").capacityBytes()));
    }

    @Test
    void open_topicThatSaysOtherwise_isRefused() throws IOException {
        in(space -> SharedTopic.create(space, "topic", Codecs.longs(), 256, SlowSubscribers.LAP));
        for (String forged : List.of("", "LIP", "lap")) {
            assertRefused("topic", forged + " long", space -> SharedTopic.open(space, "topic", Codecs.longs()));
        }
        describe("topic", "LAP long");
        for (int forged : new int[] {255, 257, 192, 63, 32, 1}) {
            assertRefusedOfLength("topic", 256, forged, space -> SharedTopic.open(space, "topic", Codecs.longs()));
        }
        assertEquals(
                0L, in(space -> SharedTopic.open(space, "topic", Codecs.longs()).published()));
    }

    private void assertRefused(String object, String description, Function<SharedSpace, ?> open) throws IOException {
        describe(object, description);
        InvalidFileException e = assertThrows(InvalidFileException.class, () -> in(open), description);
        assertTrue(e.getMessage().contains("actual="), e::getMessage);
    }

    private void assertRefusedOfLength(String object, int is, int forged, Function<SharedSpace, ?> open)
            throws IOException {
        lengthen(object, forged - is);
        assertThrows(InvalidFileException.class, () -> in(open), () -> "ring of " + forged);
        lengthen(object, is - forged);
    }

    // ---- forging ----

    private interface Forgery {
        void on(ByteBuffer page);
    }

    private void describe(String object, String description) throws IOException {
        forge(object, page -> {
            byte[] bytes = description.getBytes(StandardCharsets.UTF_8);
            page.putInt(SCHEMA_LENGTH_OFFSET, bytes.length);
            page.put(SCHEMA_OFFSET, new byte[CHECKSUM_OFFSET - SCHEMA_OFFSET]);
            page.put(SCHEMA_OFFSET, bytes);
        });
    }

    /** A ring of so many bytes more or less, in a file that is as long as it says: rounded up to whole words. */
    private void lengthen(String object, int by) throws IOException {
        try (FileChannel file = FileChannel.open(path(object), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            forge(object, page -> {
                long count = page.getLong(ELEMENT_COUNT_OFFSET);
                long before = count + Long.BYTES - 1 & -Long.BYTES;
                long after = count + by + Long.BYTES - 1 & -Long.BYTES;
                page.putLong(ELEMENT_COUNT_OFFSET, count + by);
                page.putLong(LENGTH_BYTES_OFFSET, page.getLong(LENGTH_BYTES_OFFSET) + after - before);
                resize(file, page.getLong(LENGTH_BYTES_OFFSET));
            });
        }
    }

    private static void resize(FileChannel file, long lengthBytes) {
        try {
            file.truncate(lengthBytes);
            file.write(ByteBuffer.allocate((int) (lengthBytes - file.size())), file.size());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void forge(String object, Forgery forgery) throws IOException {
        try (FileChannel file = FileChannel.open(path(object), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(PAGE, file.read(page, 0));
            forgery.on(page);
            CRC32C checksum = new CRC32C();
            checksum.update(page.array(), 0, CHECKSUM_OFFSET);
            page.putInt(CHECKSUM_OFFSET, (int) checksum.getValue());
            assertEquals(PAGE, file.write(page.rewind(), 0));
        }
    }

    private Path path(String object) {
        return directory.resolve("space").resolve(object);
    }
}
