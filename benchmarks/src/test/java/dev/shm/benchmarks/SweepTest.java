package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.benchmarks.Curve.Line;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {
    private final List<String> events = new ArrayList<>();

    /** Measures as many nanoseconds as its place says; there is none of more than 10. */
    private final class Counted implements Candidate {
        private final String who;
        private final long place;

        Counted(String who, long place) {
            this.who = who;
            this.place = place;
        }

        @Override
        public void prepare() throws MissingException {
            if (place > 10) {
                throw new MissingException("no more than 10");
            }
        }

        @Override
        public Reading turn(Effort effort) {
            events.add(who + place);
            return Reading.of("ns_per_op", place);
        }

        @Override
        public void close() {
            events.add("close " + who + place);
        }
    }

    @Test
    void measure_twoLines_takeTurnsInBothOrders() throws Exception {
        Curve curve = sweep(1).line("b", place -> new Counted("b", place)).measure(new StatusLine());
        assertEquals(List.of("a1", "b1", "b1", "a1", "a1", "b1"), events.subList(0, 6));
        assertEquals(List.of("close a1", "close b1"), events.subList(10, 12));
        assertEquals(2, curve.lines().size());
    }

    @Test
    void measure_missingFromSomePlaceOn_hasThePointsBefore() throws Exception {
        Line line = sweep(1, 10, 100, 1000).measure(new StatusLine()).lines().get(0);
        assertEquals(
                List.of(1.0, 10.0), line.points().stream().map(Curve.Point::x).toList());
        assertEquals(10, line.at(10).orElseThrow().value());
        assertEquals("a is missing: no more than 10", line.note());
        assertEquals(
                4, events.stream().filter(event -> event.startsWith("close")).count());
    }

    @Test
    void measure_absent_hasNoPointAndSaysWhy() throws Exception {
        Line line = sweep(1).line("b", place -> new Absent("too long"))
                .measure(new StatusLine())
                .lines()
                .get(1);
        assertEquals(List.of(), line.points());
        assertEquals("b is missing: too long", line.note());
    }

    private Sweep sweep(long... places) {
        return new Sweep("name", "title", "things", "ns_per_op").at(places).line("a", place -> new Counted("a", place));
    }
}
