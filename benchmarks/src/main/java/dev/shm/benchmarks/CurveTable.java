package dev.shm.benchmarks;

import dev.shm.benchmarks.Curve.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of a curve in words: a row for each place, a column for each line.
 *
 * @param head of the columns; the first is what it is measured against
 * @param rows their cells; empty where nothing was measured
 */
record CurveTable(List<String> head, List<List<String>> rows) {
    static CurveTable of(Curve curve) {
        List<String> head = new ArrayList<>(List.of(curve.along()));
        curve.lines().forEach(line -> head.add(line.who()));
        List<List<String>> rows = new ArrayList<>();
        for (double x : curve.places()) {
            List<String> row = new ArrayList<>(List.of(Numbers.count(x)));
            for (Line line : curve.lines()) {
                row.add(line.at(x).map(y -> curve.quantity(y.value())).orElse(""));
            }
            rows.add(row);
        }
        return new CurveTable(head, rows);
    }
}
