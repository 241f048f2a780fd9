package dev.shm.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every promise in docs/guarantees.md names the tests that it rests on, and these exist. */
class GuaranteesTest {
    private static final String GUARANTEES = Docs.read("docs/guarantees.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|Contract))(?:#(\\w+))?`");
    private static final Pattern CONSTANT = Pattern.compile("`(\\w+)\\.([A-Z]+(?:_[A-Z]+)*)`");
    private static final Pattern PARENTS = Pattern.compile("(?:extends|implements) [\\w<>,\\s]+");
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

    /** In the class itself, or in a suite that it takes over; without a method, that there is such a class. */
    private static boolean isTest(String type, String method) {
        Deque<String> types = new ArrayDeque<>(List.of(type));
        Set<String> seen = new TreeSet<>();
        Pattern test = Pattern.compile(ANNOTATION + "(?:[^;{}]|\\{[^{}();]*})* " + method + "\\(");
        while (!types.isEmpty()) {
            String source = TEST_SOURCES.getOrDefault(types.peek(), "");
            if (seen.add(types.pop())
                    && !source.isEmpty()
                    && (method == null || test.matcher(source).find())) {
                return true;
            }
            for (Matcher parents = PARENTS.matcher(source); parents.find(); ) {
                Pattern.compile("\\W+")
                        .splitAsStream(parents.group())
                        .filter(name -> !seen.contains(name))
                        .forEach(types::push);
            }
        }
        return false;
    }

    @Test
    void tableOfDeaths_everyOperation_namesItsTests() {
        List<String> without = new ArrayList<>();
        int operations = 0;
        for (String section : section("## The table of deaths").split("\n### ")) {
            if (section.contains("\n| ---")) {
                operations++;
                if (!TEST.matcher(section).find()) {
                    without.add(section.lines().findFirst().orElseThrow());
                }
            }
        }
        assertEquals(List.of(), without);
        assertTrue(operations >= 12, "operations=" + operations);
    }

    @Test
    void faultMatrix_everyRow_namesATestOrSaysWhyNot() {
        List<Integer> numbers = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Matcher row = Pattern.compile("(?m)^\\| (\\d+) \\|.*$").matcher(section("## The fault matrix"));
                row.find(); ) {
            numbers.add(Integer.parseInt(row.group(1)));
            boolean says = TEST.matcher(row.group()).find()
                    || row.group().contains("`bin/shm stress`")
                    || row.group().contains("not yet");
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
