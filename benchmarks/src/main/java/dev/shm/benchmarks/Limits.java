package dev.shm.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long each {@link Limit} took in a run, and so what is the most that a goal can come to. */
final class Limits {
    private final Map<Limit, Quantity> took = new LinkedHashMap<>();

    /** Those that some findings have measured. */
    Limits(List<Limit> limits, List<Finding> findings) {
        for (Limit limit : limits) {
            findings.stream()
                    .filter(finding -> finding.goal().name().equals(limit.peerOf()) && finding.theirs() != null)
                    .forEach(finding -> took.put(limit, finding.theirs()));
        }
    }

    /** In the order of the goals' file. */
    Map<Limit, Quantity> took() {
        return took;
    }

    /** The best that ours could have been; null where no limit is known, or it was not measured. */
    Quantity beside(Finding finding) {
        Goal.Multiple multiple = finding.goal().limit();
        if (multiple == null || finding.ours() == null) {
            return null;
        }
        return took.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(multiple.of()))
                .map(entry ->
                        entry.getValue().times(multiple.times(), finding.ours().isRate()))
                .findFirst()
                .orElse(null);
    }

    /** The same in words, such as "9.54 ns", and "" for none. */
    String text(Finding finding) {
        Quantity quantity = beside(finding);
        return quantity == null ? "" : quantity.toString();
    }
}
