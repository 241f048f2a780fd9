package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.HexDump;
import dev.shm.testkit.HexDump.Range;
import dev.shm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The bytes of a pipe, compared with a dump that was checked by hand. One that differs means that processes before and after the
 * change can't share a file: a new layout version, a {@code [format]} line in the changelog, and the dump that the failure shows.
 */
@ExtendWith(LeakCheck.class)
class PipeGoldenFileTest {
    private static final int WAY_BYTES = 20_480 + 2 * 64 + 64;
    private static final Range IDS_PID_AND_TIME = new Range(48, 48);
    private static final Range CHECKSUM = new Range(4092, 4);
    private static final Range PID_OF_FIRST = new Range(4096 + 4, 4);
    private static final Range PID_OF_SECOND = new Range(4096 + 64 + 4, 4);

    /** One that was received and one that was not go to the first end, one that was not to the second one; both are closed. */
    @Test
    void pipe_usedAndClosed_endsAndBothWays() throws Exception {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedPipe<String> pipe = SharedPipe.create(space, "pipe", Codecs.strings(), 2, 64);
            try (PipeEnd<String> first = pipe.first();
                    PipeEnd<String> second = pipe.second()) {
                second.send("to the first");
                second.send("to the first, longer than a slot");
                first.receive();
                first.send("to the second");
            }
            Path file = space.path().resolve("pipe");
            Range all = new Range(0, Files.size(file));
            assertEquals(4096 + 128 + 2 * WAY_BYTES, all.lengthBytes());
            List<Range> masked = new ArrayList<>(List.of(IDS_PID_AND_TIME, CHECKSUM, PID_OF_FIRST, PID_OF_SECOND));
            for (int way : new int[] {4096 + 128, 4096 + 128 + WAY_BYTES}) {
                masked.add(new Range(way + 512 + 24, 8)); // the thread that was the last consumer, and since when
                masked.add(new Range(way + 1344 + 24, 8)); // the same of the producer
            }
            assertEquals(golden(), HexDump.render(file, all, masked), "the layout has changed");
        }
    }

    private static String golden() throws IOException {
        try (var in = PipeGoldenFileTest.class.getResourceAsStream("shared-pipe.hex")) {
            return in == null ? "no dump yet" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
