package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.HexDump;
import dev.shm.testkit.HexDump.Range;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Python;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes of a queue, compared with dumps that were checked by hand, and read by a program in another language. A dump that
 * differs means that processes before and after the change can't share a file: a new layout version, a {@code [format]} line in
 * the changelog, and the dump that the failure shows.
 */
@ExtendWith(LeakCheck.class)
class QueueFileTest {
    private static final Range IDS_PID_AND_TIME = new Range(48, 48);
    private static final Range CHECKSUM = new Range(4092, 4);
    private static final Range THREAD_AND_SINCE_OF_CONSUMER = new Range(4096 + 512 + 24, 8);
    private static final Range THREAD_AND_SINCE_OF_PRODUCER = new Range(4096 + 1344 + 24, 8);
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- python: shared_queue.py PATH -->\n```python\n(.*?)```\n", Pattern.DOTALL);

    @TempDir
    private Path directory;

    // ---- dumps ----

    @Test
    void queue_new_headerAndZeros() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedQueue.create(space, "queue", Codecs.longs(), 4, 64);
            assertGolden("shared-queue", space.path().resolve("queue"), 4096 + 20_480 + 4 * 64 + 64);
        }
    }

    /** One in hand and one that is to be taken have moved up, since the one behind them was removed; behind them came the fifth. */
    @Test
    void queue_usedAndClosed_positionsSlotsAndBytes() throws Exception {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedQueue<String> queue =
                    SharedQueue.create(space, "queue", Codecs.strings(), 3, 100, ConsumerDeathPolicy.REDELIVER);
            queue.add("zeroth");
            queue.receive().done();
            queue.add("first");
            queue.add("second, which is longer than a slot");
            queue.add("third, which is as long..");
            assertEquals("first", queue.receive().element());
            assertTrue(queue.remove("third, which is as long.."));
            queue.add("fourth, of 24 bytes, in.");
            queue.close();
            assertGolden("shared-queue-used", space.path().resolve("queue"), 4096 + 20_480 + 4 * 64 + 128);
        }
    }

    private static void assertGolden(String name, Path file, long lengthBytes) throws IOException {
        assertEquals(lengthBytes, Files.size(file));
        String actual = HexDump.render(
                file,
                new Range(0, lengthBytes),
                List.of(IDS_PID_AND_TIME, CHECKSUM, THREAD_AND_SINCE_OF_CONSUMER, THREAD_AND_SINCE_OF_PRODUCER));
        assertEquals(golden(name), actual, () -> "the layout of " + name + " has changed");
    }

    private static String golden(String name) throws IOException {
        try (var in = QueueFileTest.class.getResourceAsStream(name + ".hex")) {
            return in == null ? "no dump yet" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // ---- another language ----

    @Test
    void pythonSnippet_asDocumented_readsWhatIsToBeTaken() throws Exception {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedQueue<Long> queue = SharedQueue.create(space, "queue", Codecs.longs(), 5, 64);
            Path file = space.path().resolve("queue");
            assertEquals("", python(file));
            for (long i = 0; i < 12; i++) {
                if (i >= 5) {
                    assertEquals(-(i - 5), queue.poll());
                }
                queue.add(-i);
            }
            queue.remove(-9L);
            assertEquals("7 -7\n8 -8\n10 -10\n11 -11\n", python(file));
            assertEquals(4, queue.size());
        }
    }

    @Test
    void pythonSnippet_otherElements_refuses() throws Exception {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedQueue.create(space, "queue", Codecs.strings(), 5, 64);
            String output = python(space.path().resolve("queue"));
            assertTrue(output.contains("not of longs: 5 elements, 64 bytes, REPORT utf8"), output);
        }
    }

    private String python(Path argument) throws IOException {
        Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("../docs/file-format.md")));
        assertTrue(snippet.find(), "it is not there");
        return Python.run(snippet.group(1), directory, argument);
    }
}
