package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReportTest {
    @Test
    void of_anyText_isQuoted() {
        String csv = CsvReport.of(Reports.awkward());
        assertTrue(csv.contains(",\"a, \"\"b\"\" | <i>c</i> & 'd' *e* \\ `f`\""), csv);
    }

    @Test
    void of_eachVerdict_hasALineForEachGoalWithAllOfIt() throws IOException {
        Report report = Reports.ofEachVerdict();
        List<NamedCsvRecord> records = records(report);
        for (int i = 0; i < report.findings().size(); i++) {
            Finding finding = report.findings().get(i);
            NamedCsvRecord record = records.get(i);
            assertEquals(finding.goal().name(), record.getField("name"));
            if (finding.goal().bound() == null) {
                assertEquals("", record.getField("side") + record.getField("goal"));
            } else {
                assertEquals(finding.goal().bound().value(), Double.parseDouble(record.getField("goal")));
            }
            assertEquals(finding.verdict().toString(), record.getField("verdict"));
            assertEquals(finding.note(), record.getField("note"));
            if (finding.estimate() == null) {
                assertEquals("", record.getField("value") + record.getField("low") + record.getField("high"));
            } else {
                assertEquals(finding.estimate().value(), Double.parseDouble(record.getField("value")));
                assertEquals(finding.estimate().low(), Double.parseDouble(record.getField("low")));
                assertEquals(finding.estimate().high(), Double.parseDouble(record.getField("high")));
            }
        }
    }

    @Test
    void of_curve_hasALineForEachPoint() throws IOException {
        List<NamedCsvRecord> points = records(Reports.awkward()).stream()
                .filter(record -> record.getField("name").equals("curve"))
                .toList();
        assertEquals(5, points.size());
        assertEquals("64.0", points.get(2).getField("x"));
        assertEquals("theirs", points.get(3).getField("against"));
    }

    private static List<NamedCsvRecord> records(Report report) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(CsvReport.of(report))) {
            return reader.stream().toList();
        }
    }
}
