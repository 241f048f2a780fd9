package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Goals GOALS = Goals.read(Checkout.goals());
    private static final Estimate ESTIMATE = new Estimate(1, 1, 1, 5);

    @Test
    void took_allGoalsOfTheProjectMeasured_hasEachLimitByItsPeer() {
        List<Finding> findings = new ArrayList<>();
        for (Goal goal : GOALS.all()) {
            findings.add(finding(goal.name(), new Quantity(1, "ns_per_op"), Quantity.ofNanos(findings.size(), "op")));
        }
        Set<String> measured = new Limits(GOALS.limits(), findings)
                .took().entrySet().stream()
                        .map(limit ->
                                GOALS.all().get((int) limit.getValue().value()).name())
                        .collect(Collectors.toSet());
        assertEquals(GOALS.limits().stream().map(Limit::peerOf).collect(Collectors.toSet()), measured);
    }

    @Test
    void beside_timeAndRate_areMultiplesOfThePeer() {
        Limits limits = limits(5);
        assertEquals("10.0 ns", limits.text(finding("lock-c", Quantity.ofNanos(13, "op"), null)));
        assertEquals("100 M/s", limits.text(finding("count-2-c", new Quantity(6e7, "increments_per_s"), null)));
    }

    @Test
    void beside_limitUnknownOrNotMeasured_isNone() {
        assertNull(limits(5).beside(finding("topic-sent", Quantity.ofNanos(13, "op"), null)));
        assertNull(limits(5).beside(finding("hand-over", Quantity.ofNanos(13, "op"), null)));
        assertNull(limits(5).beside(Finding.missing(GOALS.get("lock-c"), "why")));
    }

    private static Limits limits(double nanosOfALockedInstruction) {
        Quantity theirs = Quantity.ofNanos(nanosOfALockedInstruction, "op");
        return new Limits(GOALS.limits(), List.of(finding("long-get-and-add", Quantity.ofNanos(1, "op"), theirs)));
    }

    private static Finding finding(String goal, Quantity ours, Quantity theirs) {
        return Finding.of(GOALS.get(goal), ESTIMATE, ours, theirs, "");
    }
}
