package dev.shm.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * What the machine allows, measured in the same run: some peers do nothing but one thing that cannot be done in less.
 *
 * @param what that one thing
 * @param value how long it takes
 */
record Limit(String what, String value) {
    /** By the goal whose peer it is. */
    static final Map<String, String> PEERS = Map.of(
            "long-get-and-add", "one locked instruction, in a loop",
            "queue-spin", "a cache line to another processor, and one back",
            "hand-over", "to sleep and be woken, twice, by futexes",
            "array-copy-in", "64 MiB read and written",
            "start", "a JVM that starts and ends");

    /** Those that some findings have measured. */
    static List<Limit> of(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> PEERS.containsKey(finding.goal().name()) && finding.estimate() != null)
                .map(finding -> new Limit(PEERS.get(finding.goal().name()), finding.theirs()))
                .toList();
    }
}
