package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
 * The bytes of a channel, compared with a dump that was checked by hand. One that differs means that processes before and after
 * the change can't share a file: a new layout version, a {@code [format]} line in the changelog, and the dump that the failure
 * shows.
 */
@ExtendWith(LeakCheck.class)
class ChannelGoldenFileTest {
    private static final Range IDS_PID_AND_TIME = new Range(48, 48);
    private static final Range CHECKSUM = new Range(4092, 4);
    private static final Range THREAD_AND_SINCE_OF_PRODUCER = new Range(4096 + 576 + 24, 8);
    private static final Range THREAD_AND_SINCE_OF_CONSUMER = new Range(4096 + 1408 + 24, 8);

    /** A message that was consumed, padding, and a message at the beginning of the ring. */
    @Test
    void channel_wrappedAndClosed_positionsAndRecords() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedChannel channel = SharedChannel.create(space, "channel", 64);
            try (ChannelProducer producer = channel.producer();
                    ChannelConsumer consumer = channel.consumer()) {
                for (int i = 1; i <= 2; i++) {
                    Claim claim = producer.tryClaim(9);
                    claim.putLong(0, 0x1122_3344_5566_7788L);
                    claim.putByte(8, (byte) i);
                    claim.commit();
                }
                consumer.poll(message -> {}, 2);
                Claim claim = producer.tryClaim(17);
                claim.putBytes(0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}, 0, 17);
                claim.commit();
            }
            channel.close();
            Range all = new Range(0, Files.size(space.path().resolve("channel")));
            assertEquals(6464, all.lengthBytes());
            String actual = HexDump.render(
                    space.path().resolve("channel"),
                    all,
                    List.of(IDS_PID_AND_TIME, CHECKSUM, THREAD_AND_SINCE_OF_PRODUCER, THREAD_AND_SINCE_OF_CONSUMER));
            assertEquals(golden(), actual, "the layout has changed");
        }
    }

    private static String golden() throws IOException {
        try (var in = ChannelGoldenFileTest.class.getResourceAsStream("shared-channel.hex")) {
            return in == null ? "no dump yet" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
