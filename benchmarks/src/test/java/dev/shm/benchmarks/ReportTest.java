package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    @Test
    void of_someGoals_leavesOutFamiliesOfNone() {
        Goals goals = Goals.read(Checkout.goals());
        Report report = Report.of(Map.of(), goals, List.of(Finding.missing(goals.get("start"), "why")), List.of());
        assertEquals(1, report.sections().size());
        assertEquals("0 reached, 0 missed, 0 undecided, 1 missing, 0 compared", report.counts());
    }

    @Test
    void write_folderNotThere_hasAllForms() throws IOException {
        Path target = folder.resolve("a/b");
        Reports.ofEachVerdict().write(target);
        try (Stream<Path> files = Files.list(target)) {
            assertEquals(
                    Set.of("report.html", "report.csv", "report.md"),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }
}
