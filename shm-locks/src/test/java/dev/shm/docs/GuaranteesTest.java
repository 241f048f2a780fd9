package dev.shm.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every promise in docs/guarantees.md names the tests that it rests on, and these exist. */
class GuaranteesTest {
    private static final String GUARANTEES = Docs.read("docs/guarantees.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");
    private static final Pattern CONSTANT = Pattern.compile("`(\\w+)\\.([A-Z]+(?:_[A-Z]+)*)`");
    private static final Pattern SUPERCLASS = Pattern.compile("class \\w+(?:<[^{]*>)? extends (\\w+)");
    private static final String ANNOTATION = "@(?:Test|TestFactory|ParameterizedTest|RepeatedTest)\\b";
    private static final int FAULTS = 30;

    /** By the name of the class. */
    private static final Map<String, String> TEST_SOURCES = new TreeMap<>();

    @BeforeAll
    static void readTests() throws IOException {
        try (Stream<Path> files = Files.walk(Docs.ROOT)) {
            for (Path file : files.filter(path -> path.toString().contains("src/test/java"))
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                TEST_SOURCES.merge(name, Files.readString(file), String::concat);
            }
        }
    }

    @Test
    void tests_named_exist() {
        List<String> missing = new ArrayList<>();
        for (Path file : Docs.files()) {
            for (Matcher test = TEST.matcher(Docs.read(file)); test.find(); ) {
                if (!isTest(test.group(1), test.group(2))) {
                    missing.add(file + ": " + test.group());
                }
            }
            for (Matcher constant = CONSTANT.matcher(Docs.read(file)); constant.find(); ) {
                String source = TEST_SOURCES.get(constant.group(1));
                if (source == null || !source.matches("(?s).*\\b" + constant.group(2) + "\\b.*")) {
                    missing.add(file + ": " + constant.group());
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    /** In the class itself, or in a suite that it inherits. */
    private static boolean isTest(String type, String method) {
        Pattern test = Pattern.compile(
                ANNOTATION + "[^;{}]*\\bvoid " + method + "\\(|" + ANNOTATION + "[^;{}]* " + method + "\\(");
        for (String each = type; each != null; ) {
            String source = TEST_SOURCES.getOrDefault(each, "");
            if (test.matcher(source).find()) {
                return true;
            }
            Matcher superclass = SUPERCLASS.matcher(source);
            each = superclass.find() ? superclass.group(1) : null;
        }
        return false;
    }

    @Test
    void faultMatrix_everyRow_namesATestOrSaysWhyNot() {
        List<Integer> numbers = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Matcher row = Pattern.compile("(?m)^\\| (\\d+) \\|.*$").matcher(section("## The fault matrix"));
                row.find(); ) {
            numbers.add(Integer.parseInt(row.group(1)));
            boolean says = TEST.matcher(row.group()).find() || row.group().contains("not yet");
            if (!says) {
                without.add(row.group());
            }
        }
        assertEquals(IntStream.rangeClosed(1, FAULTS).boxed().toList(), numbers);
        assertEquals(List.of(), without);
    }

    private static String section(String heading) {
        int start = GUARANTEES.indexOf(heading + "\n");
        assertTrue(start >= 0, heading);
        int end = GUARANTEES.indexOf("\n## ", start + 1);
        return GUARANTEES.substring(start, end < 0 ? GUARANTEES.length() : end);
    }
}
