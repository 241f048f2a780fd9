package dev.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The floors of shm-core: arrows only go down, hence there is no cycle either, and buffers, native code and files stay
 * where they belong. Read from the class files by {@code jdeps}.
 */
class LayeringTest {
    /** From the ground up. */
    private static final List<String> FLOORS = List.of(
            "dev.shm",
            "dev.shm.memory",
            "dev.shm.process",
            "dev.shm.wait",
            "dev.shm.robust",
            "dev.shm.sync",
            "dev.shm.space",
            "dev.shm.value");

    /** Who but {@code dev.shm.memory} may know buffers, and why. */
    private static final Map<String, String> BUFFERS = Map.ofEntries(
            Map.entry("dev.shm.wait.Futex", "takes the address of a word's buffer"),
            Map.entry("dev.shm.wait.KernelWaitPoint", "keeps the buffer, so that the address stays good"),
            Map.entry("dev.shm.wait.ThreadPlaces", "keeps the buffer, so that the addresses stay good"),
            Map.entry("dev.shm.space.FileHeader", "encodes and decodes the header page, on the heap"),
            Map.entry("dev.shm.space.ObjectFile", "writes the pages of a new file, reads the header page"),
            Map.entry("dev.shm.space.Attachment", "writes the pages of a new table of processes"),
            Map.entry("dev.shm.space.Contents", "what a new object has in it before it is mapped, on the heap"),
            Map.entry("dev.shm.space.ObjectSpec", "the first word of a new object, on the heap"),
            Map.entry("dev.shm.space.RandomId", "makes two words of 16 random bytes, on the heap"),
            Map.entry("dev.shm.value.ArrayContents", "what a new array has in it, on the heap"),
            Map.entry("dev.shm.value.RecordCodec", "a user writes a value to one and reads it from one, on the heap"),
            Map.entry("dev.shm.value.CodecShape", "gives and takes those, on the heap"),
            Map.entry("dev.shm.value.RecordFile", "the records of a new file, on the heap"));

    /** Who but {@code dev.shm.memory} may know channels: they open files and hang locks on them. */
    private static final Set<String> CHANNEL_PACKAGES = Set.of("dev.shm.memory", "dev.shm.process", "dev.shm.space");

    /** An {@code AbstractSelector} hears of interrupts; it is never opened. */
    private static final String SELECTOR = "dev.shm.wait.Interruption";

    private static final Pattern LINE = Pattern.compile("\\s+(\\S+)\\s+-> (\\S+)\\s.*");

    private static Set<Arrow> arrows;

    private record Arrow(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    @BeforeAll
    static void readClassFiles() {
        StringWriter out = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int exitCode = jdeps.run(
                new PrintWriter(out),
                new PrintWriter(out),
                "-verbose:class",
                "-filter:none",
                "--ignore-missing-deps",
                "target/classes/dev"); // not target/classes: its module descriptor asks for all modules
        assertEquals(0, exitCode, out::toString);
        arrows = new LinkedHashSet<>();
        for (String line : out.toString().split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && matcher.group(1).startsWith("dev.shm.")) {
                arrows.add(new Arrow(matcher.group(1), matcher.group(2)));
            }
        }
        assertTrue(arrows.size() > 300, () -> "jdeps says little: " + out);
    }

    @Test
    void packages_all_haveAFloor() {
        Set<String> unknown = new TreeSet<>();
        arrows.forEach(arrow -> unknown.add(packageOf(arrow.from())));
        unknown.removeAll(FLOORS);
        assertEquals(Set.of(), unknown);
    }

    @Test
    void packages_arrows_onlyGoDown() {
        assertNone(arrow -> arrow.to().startsWith("dev.shm.") && floor(arrow.to()) > floor(arrow.from()));
    }

    @Test
    void nativeCode_onlyInWait() {
        assertNone(arrow -> arrow.to().startsWith("com.sun.jna") && !isIn(arrow.from(), "dev.shm.wait"));
    }

    @Test
    void agrona_onlyInRobust() {
        assertNone(arrow -> arrow.to().startsWith("org.agrona") && !isIn(arrow.from(), "dev.shm.robust"));
    }

    @Test
    void varHandles_onlyInMemory() {
        assertNone(arrow -> arrow.to().equals("java.lang.invoke.VarHandle") && !isIn(arrow.from(), "dev.shm.memory"));
    }

    @Test
    void buffers_onlyInMemoryAndWhereListed() {
        Set<String> unused = new TreeSet<>(BUFFERS.keySet());
        for (Arrow arrow : arrows) {
            if (arrow.to().matches("java\\.nio\\.\\w*(Buffer|ByteOrder)")) {
                unused.remove(outermost(arrow.from()));
            }
        }
        assertNone(arrow -> arrow.to().matches("java\\.nio\\.\\w*(Buffer|ByteOrder)")
                && !isIn(arrow.from(), "dev.shm.memory")
                && !BUFFERS.containsKey(outermost(arrow.from())));
        assertEquals(Set.of(), unused, "listed, but need no buffer");
    }

    @Test
    void channels_onlyWhereFilesAre() {
        assertNone(arrow -> arrow.to().startsWith("java.nio.channels.")
                && !CHANNEL_PACKAGES.contains(packageOf(arrow.from()))
                && !arrow.from().equals(SELECTOR));
    }

    /** What needs {@code --add-opens}, and what only some JDKs have. */
    @Test
    void unsafe_nowhere() {
        assertNone(arrow -> arrow.to().startsWith("sun.")
                || arrow.to().startsWith("jdk.internal.")
                || arrow.to().startsWith("org.agrona.concurrent.UnsafeBuffer")
                || arrow.to().startsWith("org.agrona.BufferUtil"));
    }

    private static void assertNone(Predicate<Arrow> forbidden) {
        List<String> found =
                arrows.stream().filter(forbidden).map(Arrow::toString).sorted().toList();
        assertEquals(List.of(), found);
    }

    private static int floor(String type) {
        return FLOORS.indexOf(packageOf(type));
    }

    private static boolean isIn(String type, String packageName) {
        return packageOf(type).equals(packageName);
    }

    private static String packageOf(String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }

    private static String outermost(String type) {
        int dollar = type.indexOf('$');
        return dollar < 0 ? type : type.substring(0, dollar);
    }
}
