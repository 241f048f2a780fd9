package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void of_thisMachine_saysEverything() {
        Map<String, String> facts = Facts.of("bin/shm bench --quick");
        assertEquals(
                List.of("cpu", "kernel", "jdk", "gcc", "python", "boost", "peers", "commit", "date", "command"),
                List.copyOf(facts.keySet()));
        assertEquals("bin/shm bench --quick", facts.get("command"));
        String versions = "Agrona \\d.*, Chronicle Bytes \\d.*, Chronicle Queue \\d.*, Aeron \\d.*, JMH \\d.*";
        assertTrue(facts.get("peers").matches(versions), facts.get("peers"));
    }
}
