package dev.shm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run has found, for those who write it down.
 *
 * @param facts on what, with what and when it was measured, in words
 * @param limits what the machine allows
 * @param sections the findings by family
 * @param curves what grows with something
 */
record Report(Map<String, String> facts, Limits limits, List<Section> sections, List<Curve> curves) {

    /**
     * The findings of one family.
     *
     * @param family its name
     * @param findings in the order of the goals
     */
    record Section(String family, List<Finding> findings) {}

    /** A report of those goals that something was found of. */
    static Report of(Map<String, String> facts, Goals goals, List<Finding> findings, List<Curve> curves) {
        List<Section> sections = new ArrayList<>();
        for (Family family : goals.families()) {
            List<Finding> own = findings.stream()
                    .filter(finding -> family.goals().contains(finding.goal()))
                    .toList();
            if (!own.isEmpty()) {
                sections.add(new Section(family.name(), own));
            }
        }
        return new Report(facts, new Limits(goals.limits(), findings), sections, curves);
    }

    List<Finding> findings() {
        return sections.stream().flatMap(section -> section.findings().stream()).toList();
    }

    List<Finding> findings(Verdict verdict) {
        return findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .toList();
    }

    /** How many there are of each verdict. */
    String counts() {
        return Stream.of(Verdict.values())
                .map(verdict -> findings(verdict).size() + " " + verdict)
                .collect(Collectors.joining(", "));
    }

    /** Writes it in each form into a folder, which is made if need be. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.html"), HtmlReport.of(this));
        Files.writeString(folder.resolve("report.csv"), CsvReport.of(this));
        Files.writeString(folder.resolve("report.md"), MarkdownReport.of(this));
    }
}
