package dev.shm.benchmarks;

import java.io.PrintStream;

/** The report on a terminal: 120 columns. */
final class Table {
    private static final String FORMAT = "%-35s %-17s %9s %9s  %-24s %9s  %s%n";

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

    private void row(Row row) {
        out.printf(FORMAT, row.cells().toArray());
    }
}
