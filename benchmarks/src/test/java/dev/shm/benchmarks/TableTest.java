package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final int COLUMNS = 120;

    @Test
    void row_eachGoalOfTheProject_fitsInto120ColumnsWithItsCellsInPlace() {
        String[] lines = printed().split("\n");
        int verdicts = lines[0].indexOf("verdict");
        for (String line : lines) {
            assertTrue(line.length() <= COLUMNS, line);
            assertEquals(' ', line.charAt(verdicts - 1), line);
        }
    }

    private static String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Table table = new Table(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        table.head();
        for (Goal goal : Goals.read(Checkout.goals()).all()) {
            double near = goal.bound() == null ? 1 : goal.bound().value();
            Estimate estimate = new Estimate(near, near * 0.99, near * 1.21, 8);
            table.row(Finding.of(
                    goal, estimate, new Quantity(99.9e6, "ns_per_op"), new Quantity(1.23e6, "ops_per_s"), ""));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
