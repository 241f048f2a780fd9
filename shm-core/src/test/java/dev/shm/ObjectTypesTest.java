package dev.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No two types of object, in whatever module, have the same code in their files. */
class ObjectTypesTest {
    private static final Pattern TYPE = Pattern.compile("new ObjectType\\(\\s*(\\w+),\\s*\"([^\"]+)\"");

    @Test
    void objectTypes_codes_areUnique() throws IOException {
        Map<Integer, String> names = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path source : files.filter(ObjectTypesTest::isMainSource).toList()) {
                for (Matcher type = TYPE.matcher(Files.readString(source)); type.find(); ) {
                    int code = Integer.parseInt(type.group(1));
                    String other = names.put(code, type.group(2));
                    assertTrue(other == null, () -> "code " + code + " has " + other + " and " + type.group(2));
                }
            }
        }
        // Written down so that a code is never changed nor given away again: old files carry it.
        Map<Integer, String> known = new TreeMap<>();
        known.put(1, "table of processes");
        known.put(2, "InterProcessLock");
        known.put(3, "SharedValue");
        known.put(4, "SharedArray");
        known.put(5, "SharedRecord");
        known.put(6, "SharedRecordArray");
        known.put(7, "InterProcessEvent");
        known.put(8, "InterProcessSemaphore");
        known.put(9, "InterProcessLatch");
        known.put(10, "InterProcessBarrier");
        known.put(11, "InterProcessReadWriteLock");
        known.put(12, "LockStripe");
        known.put(13, "SharedQueue");
        known.put(14, "SharedChannel");
        known.put(15, "SharedTopic");
        known.put(16, "SharedPipe");
        assertEquals(known, names);
    }

    /** Of a library: what the stress tests make for themselves is nobody's file. */
    private static boolean isMainSource(Path path) {
        return path.toString().endsWith(".java")
                && path.toString().contains("/src/main/java/")
                && !path.startsWith("../stress");
    }
}
