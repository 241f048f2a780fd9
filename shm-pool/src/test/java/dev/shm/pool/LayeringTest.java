package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The floors of shm-pool: the protocol below, the two sides that never meet, the contract above. By {@code jdeps}. */
class LayeringTest {
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "dev.shm.pool", Set.of("dev.shm.pool.launch", "dev.shm.pool.protocol"),
            "dev.shm.pool.launch", Set.of(),
            "dev.shm.pool.worker", Set.of("dev.shm.pool.protocol"),
            "dev.shm.pool.protocol", Set.of());
    private static final Pattern ARROW =
            Pattern.compile("\\s+(dev\\.shm\\.pool\\S*)\\s+-> (dev\\.shm\\.pool\\S*)\\s.*");

    @Test
    void packages_arrows_areThoseThatMayBe() {
        StringWriter out = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int exitCode = jdeps.run(
                new PrintWriter(out),
                new PrintWriter(out),
                "-verbose:class",
                "-filter:none",
                "--ignore-missing-deps",
                "target/classes/dev");
        assertEquals(0, exitCode, out::toString);
        Set<String> forbidden = new TreeSet<>();
        int arrows = 0;
        for (String line : List.of(out.toString().split("\n"))) {
            Matcher arrow = ARROW.matcher(line);
            if (arrow.matches()) {
                arrows++;
                String from = packageOf(arrow.group(1));
                String to = packageOf(arrow.group(2));
                if (!from.equals(to) && !MAY_USE.get(from).contains(to)) {
                    forbidden.add(arrow.group(1) + " -> " + arrow.group(2));
                }
            }
        }
        assertEquals(Set.of(), forbidden);
        assertTrue(arrows > 30, "jdeps says little: " + out);
    }

    private static String packageOf(String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }
}
