package dev.shm.benchmarks;

import java.util.HashMap;
import java.util.Map;

/**
 * What one turn of a candidate has shown, such as {@code ns_per_op=19.7 cpus=1.00}: the line that a peer prints.
 *
 * @param numbers by key
 */
record Reading(Map<String, Double> numbers) {
    static Reading of(String key, double value) {
        return new Reading(Map.of(key, value));
    }

    /** Reads pairs {@code key=number}, separated by blanks; what is no number, such as {@code ok=true}, is left out. */
    static Reading parse(String line) {
        Map<String, Double> numbers = new HashMap<>();
        for (String pair : line.trim().split(" +")) {
            int equals = pair.indexOf('=');
            try {
                numbers.put(pair.substring(0, Math.max(0, equals)), Double.valueOf(pair.substring(equals + 1)));
            } catch (NumberFormatException e) {
                continue;
            }
        }
        return new Reading(numbers);
    }

    double get(String key) {
        Double value = numbers.get(key);
        if (value == null) {
            throw new IllegalStateException("not measured: key=" + key + ", measured=" + numbers);
        }
        return value;
    }
}
