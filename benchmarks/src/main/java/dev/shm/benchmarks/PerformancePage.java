package dev.shm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/performance.md}: text by hand, and between two marks the report of a run. */
final class PerformancePage {
    static final String BEGIN = "<!-- numbers: begin, written by `bin/shm bench --update-docs` -->\n";
    static final String END = "<!-- numbers: end -->\n";

    private final Path file;

    PerformancePage(Path file) {
        this.file = file;
    }

    /** The page of this checkout. */
    static PerformancePage ofCheckout() {
        return new PerformancePage(Checkout.root().resolve("docs/performance.md"));
    }

    /** Replaces what stands between the marks. */
    void refresh(Report report) throws IOException {
        String page = Files.readString(file);
        String numbers = numbers(page);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(
                file, page.substring(0, begin) + MarkdownReport.of(report) + page.substring(begin + numbers.length()));
    }

    /** What stands between the marks. */
    String numbers() throws IOException {
        return numbers(Files.readString(file));
    }

    private String numbers(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("no place for the numbers; put both marks back: file=" + file + ", begin="
                    + BEGIN.strip() + ", end=" + END.strip());
        }
        return page.substring(begin + BEGIN.length(), end);
    }
}
