package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static final Goals GOALS = Goals.read(Checkout.goals());

    private final List<Effort> efforts = new ArrayList<>();

    @Test
    void measure_brieflyInAFullRun_takesFewShortTurns() throws Exception {
        Finding finding = measure(contest().briefly());
        assertEquals(Collections.nCopies(2 * Effort.QUICK.fewRounds(), Effort.QUICK), efforts);
        assertEquals(Effort.QUICK.fewRounds(), finding.estimate().samples());
        assertEquals(Verdict.COMPARED, finding.verdict());
    }

    @Test
    void measure_fullRun_takesAllOfThem() throws Exception {
        measure(contest());
        assertEquals(Collections.nCopies(2 * Effort.FULL.rounds(), Effort.FULL), efforts);
    }

    @Test
    void measure_absentRival_isMissingAndSaysWhy() throws Exception {
        Contest contest = new Contest("ns_per_op", this::turn).against("peer-lock-boost", new Absent("why"));
        assertEquals(Finding.missing(GOALS.get("peer-lock-boost"), "why"), measure(contest));
    }

    private Contest contest() {
        return new Contest("ns_per_op", this::turn).against("peer-lock-boost", effort -> turn(effort));
    }

    private Reading turn(Effort effort) {
        efforts.add(effort);
        return Reading.of("ns_per_op", 1);
    }

    private static Finding measure(Contest contest) throws Exception {
        return contest.measure(new Run(Effort.FULL, GOALS, new StatusLine())).get(0);
    }
}
