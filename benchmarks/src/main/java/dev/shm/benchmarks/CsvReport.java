package dev.shm.benchmarks;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.shm.benchmarks.Curve.Line;
import dev.shm.benchmarks.Curve.Point;
import dev.shm.benchmarks.Report.Section;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report for a spreadsheet or a program: a line for each goal, then one for each point of a curve, all with the same columns. Numbers are
 * as they were measured; where there is none, the field is empty.
 */
final class CsvReport {
    static final List<String> HEAD = List.of(
            "name", "issue", "family", "measure", "against", "along", "x", "compare", "unit", "value", "low", "high",
            "samples", "side", "goal", "verdict", "ours", "theirs", "limit", "note");

    private CsvReport() {}

    static String of(Report report) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(HEAD);
            for (Section section : report.sections()) {
                section.findings().forEach(finding -> csv.writeRecord(fields(goal(report, section, finding))));
            }
            for (Curve curve : report.curves()) {
                for (Line line : curve.lines()) {
                    line.points().forEach(point -> csv.writeRecord(fields(point(curve, line, point))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> fields(Map<String, Object> byName) {
        return HEAD.stream()
                .map(name -> byName.getOrDefault(name, "").toString())
                .toList();
    }

    private static Map<String, Object> goal(Report report, Section section, Finding finding) {
        Goal goal = finding.goal();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", goal.name());
        fields.put("issue", goal.issue());
        fields.put("family", section.family());
        fields.put("measure", goal.title());
        fields.put("against", goal.against());
        fields.put("compare", lower(goal.comparison()));
        fields.put("unit", goal.unit());
        if (finding.estimate() != null) {
            estimate(fields, finding.estimate());
        }
        if (goal.bound() != null) {
            fields.put("side", lower(goal.bound().side()));
            fields.put("goal", goal.bound().value());
        }
        fields.put("verdict", finding.verdict());
        quantity(fields, "ours", finding.ours());
        quantity(fields, "theirs", finding.theirs());
        quantity(fields, "limit", report.limits().beside(finding));
        fields.put("note", finding.note());
        return fields;
    }

    private static Map<String, Object> point(Curve curve, Line line, Point point) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", curve.name());
        fields.put("measure", curve.title());
        fields.put("against", line.who());
        fields.put("along", curve.along());
        fields.put("x", point.x());
        fields.put("compare", "value");
        fields.put("unit", curve.key());
        estimate(fields, point.y());
        fields.put("note", line.note());
        return fields;
    }

    private static void quantity(Map<String, Object> fields, String name, Quantity quantity) {
        if (quantity != null) {
            fields.put(name, quantity.value());
        }
    }

    private static void estimate(Map<String, Object> fields, Estimate estimate) {
        fields.put("value", estimate.value());
        fields.put("low", estimate.low());
        fields.put("high", estimate.high());
        fields.put("samples", estimate.samples());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
