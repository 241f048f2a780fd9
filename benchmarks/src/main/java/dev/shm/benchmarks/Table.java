package dev.shm.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** The report on a terminal: 120 columns. */
final class Table {
    private static final String FORMAT = "%-35s %-17s %9s %9s  %-24s %9s  %s%n";

    private static final String CELL = "%16s";

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void head() {
        row(Row.HEAD);
        row(new Row(
                "-".repeat(35),
                "-".repeat(17),
                "-".repeat(9),
                "-".repeat(9),
                "-".repeat(24),
                "-".repeat(9),
                "-".repeat(9)));
    }

    void row(Finding finding) {
        row(Row.of(finding));
        if (!finding.note().isEmpty()) {
            out.println("  " + finding.note());
        }
    }

    /** A curve: a line for each place, a column for each of those who are compared. */
    void curve(Curve curve) {
        CurveTable table = CurveTable.of(curve);
        out.printf("%n%s%n", curve.title());
        cells(table.head());
        table.rows().forEach(this::cells);
        curve.remarks().forEach(remark -> out.println("  " + remark));
    }

    private void cells(List<String> cells) {
        out.println(cells.stream().map(CELL::formatted).collect(Collectors.joining("  ")));
    }

    private void row(Row row) {
        out.printf(FORMAT, row.cells().toArray());
    }
}
