package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    @Test
    void of_allGoals_hasTheCellsThatTheTerminalShowsAndTheLimit() {
        Report report = Reports.ofEachVerdict();
        List<String> terminal = printed(report)
                .lines()
                .filter(line -> !line.startsWith("  ") && !line.startsWith("---"))
                .map(MarkdownReportTest::squeezed)
                .toList();
        List<String> heads = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        List<String> limits = new ArrayList<>();
        for (String line : goals(report)) {
            List<String> all = new ArrayList<>(List.of(line.split("(?<!\\\\)\\|")));
            limits.add(all.remove(5).strip());
            String cells = squeezed(unescaped(String.join(" ", all)));
            (cells.equals(terminal.get(0)) ? heads : rows).add(cells);
        }
        assertEquals(terminal.subList(1, terminal.size()), rows);
        assertEquals(report.sections().size(), heads.size());
        assertEquals(List.of("limit", "20.0 ns"), limits.subList(0, 2));
    }

    @Test
    void of_anyText_isShownAsItIs() {
        String markdown = MarkdownReport.of(Reports.awkward());
        assertTrue(markdown.contains("a, \"b\" \\| \\<i\\>c\\</i\\> & 'd' \\*e\\* \\\\ \\`f\\`"), markdown);
    }

    @Test
    void of_missing_saysWhy() {
        String markdown = MarkdownReport.of(Reports.ofEachVerdict());
        assertTrue(markdown.contains("\n- missing, SharedLong get: a note\n"), markdown);
    }

    @Test
    void of_curve_hasARowForEachPlaceAndSaysHowItGrows() {
        String markdown = MarkdownReport.of(Reports.awkward());
        assertTrue(markdown.contains("| processes | ours | theirs | others |\n| --- | --- | --- | --- |\n"), markdown);
        assertTrue(markdown.contains("\n| 2 | 2.00 M/s | 1.00 M/s |  |\n| 64 | 4.00 M/s |  |  |\n"), markdown);
        assertTrue(markdown.contains("\n- ours: 64.0 × as many processes, from 1 to 64, make it 4.00 ×.\n"), markdown);
    }

    /** The tables of the families, without those before and behind them. */
    private static List<String> goals(Report report) {
        String first = "### " + report.sections().get(0).family();
        return MarkdownReport.of(report)
                .lines()
                .dropWhile(line -> !line.equals(first))
                .takeWhile(line -> !line.startsWith("### counting"))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
                .toList();
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    private static String squeezed(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    private static String printed(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Table table = new Table(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        table.head();
        report.findings().forEach(table::row);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
