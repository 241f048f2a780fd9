package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
    @TempDir
    private Path folder;

    @Test
    void refresh_marksThere_replacesWhatIsBetween() throws IOException {
        Path file = folder.resolve("performance.md");
        Files.writeString(file, "before\n" + PerformancePage.BEGIN + "old\n" + PerformancePage.END + "after\n");
        Report report = Reports.ofEachVerdict();
        PerformancePage page = new PerformancePage(file);
        page.refresh(report);
        page.refresh(report);
        assertEquals(MarkdownReport.of(report), page.numbers());
        String text = Files.readString(file);
        assertTrue(text.startsWith("before\n") && text.endsWith("after\n") && !text.contains("old"), text);
    }

    @Test
    void refresh_noMarks_saysWhichAndLeavesThePage() throws IOException {
        Path file = folder.resolve("performance.md");
        Files.writeString(file, "text\n");
        String message = assertThrows(
                        IllegalStateException.class, () -> new PerformancePage(file).refresh(Reports.awkward()))
                .getMessage();
        assertTrue(message.contains(PerformancePage.BEGIN.strip()), message);
        assertEquals("text\n", Files.readString(file));
    }

    @Test
    void numbers_ofTheProject_haveTheColumnsOfTheReportAndAVerdictInEachRow() throws IOException {
        List<String> columns = MarkdownReport.withLimit(Row.HEAD, "limit");
        String head = "| " + String.join(" | ", columns) + " |";
        Set<String> verdicts =
                Stream.of(Verdict.values()).map(Verdict::toString).collect(Collectors.toSet());
        int rows = 0;
        boolean ofGoals = false;
        for (String line : PerformancePage.ofCheckout().numbers().split("\n")) {
            if (!line.startsWith("| ")) {
                ofGoals = false;
            } else if (line.equals(head)) {
                ofGoals = true;
            } else if (ofGoals && !line.startsWith("| ---")) {
                String[] cells = line.split("(?<!\\\\)\\|", -1);
                assertEquals(columns.size() + 2, cells.length, line);
                assertTrue(verdicts.contains(cells[cells.length - 2].strip()), line);
                rows++;
            }
        }
        assertTrue(rows >= 50, "rows=" + rows);
    }
}
