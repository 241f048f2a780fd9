package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HexDump;
import dev.shm.testkit.HexDump.Range;
import dev.shm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The bytes of a topic, compared with a dump that was checked by hand. One that differs means that processes before and after
 * the change can't share a file: a new layout version, a {@code [format]} line in the changelog, and the dump that the failure
 * shows.
 */
@ExtendWith(LeakCheck.class)
class TopicGoldenFileTest {
    private static final Range IDS_PID_AND_TIME = new Range(48, 48);
    private static final Range CHECKSUM = new Range(4092, 4);
    private static final Range THREAD_AND_SINCE_OF_PUBLISHER = new Range(4096 + 384 + 24, 8);
    private static final Range THREAD_AND_SINCE_OF_SEATING = new Range(4096 + 1216 + 24, 8);

    /** The first element has gone, the third one goes around, and a subscriber holds back at the second one. */
    @Test
    void topic_wrappedAndHeldBackAndClosed_headSeatAndRecords() throws IOException, InterruptedException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedTopic<String> topic =
                    SharedTopic.create(space, "topic", new TextCodec(), 64, SlowSubscribers.HOLD_BACK);
            try (Subscription<String> subscription = topic.subscribe(From.OLDEST)) {
                topic.publish("ABCDEFGHIJKLMNOPQ");
                topic.publish("abc");
                subscription.take();
                topic.publish("123456789");
                topic.close();
                Range all = new Range(0, Files.size(space.path().resolve("topic")));
                assertEquals(22_656, all.lengthBytes());
                String actual = HexDump.render(
                        space.path().resolve("topic"),
                        all,
                        List.of(
                                IDS_PID_AND_TIME,
                                CHECKSUM,
                                THREAD_AND_SINCE_OF_PUBLISHER,
                                THREAD_AND_SINCE_OF_SEATING));
                assertEquals(golden(), actual, "the layout has changed");
            }
        }
    }

    private static String golden() throws IOException {
        try (var in = TopicGoldenFileTest.class.getResourceAsStream("shared-topic.hex")) {
            return in == null ? "no dump yet" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
