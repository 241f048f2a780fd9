package dev.shm.queues;

import dev.shm.testkit.LayoutTable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in the comment is what the constants say. */
class ChannelLayoutTest {
    @Test
    void table_matchesConstants() {
        LayoutTable.assertMatches(Path.of("src/main/java/dev/shm/queues/ChannelLayout.java"), ChannelLayout.class);
    }
}
