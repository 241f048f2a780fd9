package dev.shm.benchmarks;

import dev.shm.benchmarks.Report.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A report for the documentation: the table of the terminal by family, and one for each curve. */
final class MarkdownReport {
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport() {}

    static String of(Report report) {
        MarkdownReport markdown = new MarkdownReport();
        markdown.line("**" + report.counts() + "**");
        markdown.line("");
        report.facts().forEach((name, value) -> markdown.line("- " + escape(name) + ": " + escape(value)));
        markdown.limits(report.limits().took());
        report.sections().forEach(section -> markdown.section(section, report.limits()));
        report.curves().forEach(markdown::curve);
        return markdown.text.toString();
    }

    private void limits(Map<Limit, Quantity> limits) {
        if (!limits.isEmpty()) {
            heading("What the machine allows");
            table(
                    List.of("what", "takes"),
                    limits.entrySet().stream()
                            .map(limit -> List.of(
                                    limit.getKey().what(), limit.getValue().toString()))
                            .toList());
        }
    }

    private void section(Section section, Limits limits) {
        heading(section.family());
        table(
                withLimit(Row.HEAD, "limit"),
                section.findings().stream()
                        .map(finding -> withLimit(Row.of(finding), limits.text(finding)))
                        .toList());
        list(section.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.MISSING)
                .map(finding -> "missing, " + finding.goal().title() + ": " + finding.note())
                .toList());
    }

    /** The column that only those tables have that are written when all is measured. */
    static List<String> withLimit(Row row, String limit) {
        List<String> cells = new ArrayList<>(row.cells());
        cells.add(Row.HEAD.cells().indexOf(Row.HEAD.measured()), limit);
        return cells;
    }

    private void curve(Curve curve) {
        heading(curve.title());
        CurveTable table = CurveTable.of(curve);
        table(table.head(), table.rows());
        list(curve.remarks());
    }

    private void heading(String title) {
        line("");
        line("### " + escape(title));
        line("");
    }

    private void table(List<String> head, List<List<String>> rows) {
        row(head);
        row(Collections.nCopies(head.size(), "---"));
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        line("| "
                + String.join(" | ", cells.stream().map(MarkdownReport::escape).toList()) + " |");
    }

    private void list(List<String> items) {
        if (!items.isEmpty()) {
            line("");
            items.forEach(item -> line("- " + escape(item)));
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Text as it is: no cell ends within it, nothing is emphasised, no link, no tag. */
    static String escape(String text) {
        return text.replaceAll("[\\\\`*_|<>]", "\\\\$0").replace('\n', ' ');
    }
}
