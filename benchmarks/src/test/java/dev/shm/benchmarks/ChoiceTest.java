package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final Goals GOALS = Goals.read(Checkout.goals());

    @Test
    void includes_quick_isWhatHasAGoal() {
        Choice quick = new Choice(List.of(""), true);
        for (Goal goal : GOALS.all()) {
            assertEquals(goal.bound() != null, quick.includes(goal), goal.name());
        }
        assertTrue(CurveSuite.all().stream().noneMatch(quick::includes), "a curve");
    }

    @Test
    void includes_full_isAll() {
        Choice full = new Choice(List.of(""), false);
        assertTrue(GOALS.all().stream().allMatch(full::includes), "not all goals");
        assertTrue(CurveSuite.all().stream().allMatch(full::includes), "not all curves");
    }

    @Test
    void includes_quickWithBeginnings_isWhatBeginsSo() {
        Choice some = new Choice(List.of("peer-get", "curve-sum"), true);
        assertTrue(some.includes(GOALS.get("peer-get-and-add-agrona")));
        assertFalse(some.includes(GOALS.get("long-get")));
        assertEquals(
                List.of("curve-sum"),
                CurveSuite.all().stream()
                        .filter(some::includes)
                        .map(Sweep::name)
                        .toList());
    }
}
