package dev.shm.benchmarks;

import dev.shm.benchmarks.Curve.Line;
import dev.shm.benchmarks.Curve.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Measures a curve: at each place everybody has its turns, in one order and then in the other. A turn is a short one, as it is the places that
 * tell.
 */
final class Sweep {
    private static final Effort EFFORT = Effort.QUICK;

    private final String name;
    private final String title;
    private final String along;
    private final String key;
    private final Map<String, LongFunction<Candidate>> lines = new LinkedHashMap<>();
    private long[] places = {};

    /**
     * A curve without places and lines yet.
     *
     * @param name to ask for it
     * @param title what is measured
     * @param along what it is measured against, in the plural
     * @param key of the number that is measured
     */
    Sweep(String name, String title, String along, String key) {
        this.name = name;
        this.title = title;
        this.along = along;
        this.key = key;
    }

    /** Sets where it is measured. */
    Sweep at(long... ascending) {
        places = ascending;
        return this;
    }

    /** Adds one of those who are compared. */
    Sweep line(String who, LongFunction<Candidate> candidate) {
        lines.put(who, candidate);
        return this;
    }

    String name() {
        return name;
    }

    Curve measure(StatusLine status) throws Exception {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        Map<String, TreeSet<String>> notes = new LinkedHashMap<>();
        for (String who : lines.keySet()) {
            points.put(who, new ArrayList<>());
            notes.put(who, new TreeSet<>());
        }
        for (long place : places) {
            status.say(Numbers.count(place) + " " + along);
            measure(place, points, notes);
        }
        return new Curve(
                name,
                title,
                along,
                key,
                lines.keySet().stream()
                        .map(who -> new Line(who, points.get(who), String.join("; ", notes.get(who))))
                        .toList());
    }

    private void measure(long place, Map<String, List<Point>> points, Map<String, TreeSet<String>> notes)
            throws Exception {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        try {
            for (String who : lines.keySet()) {
                Candidate candidate = lines.get(who).apply(place);
                candidates.put(who, candidate);
                try {
                    candidate.prepare();
                } catch (MissingException e) {
                    notes.get(who).add(who + " is missing: " + e.getMessage());
                    candidate.close();
                    candidates.remove(who);
                }
            }
            play(candidates)
                    .forEach((who, samples) -> points.get(who).add(new Point(place, Estimate.ofMedian(samples))));
        } finally {
            candidates.values().forEach(Candidate::close);
        }
    }

    private Map<String, double[]> play(Map<String, Candidate> candidates) throws Exception {
        Map<String, double[]> samples = new LinkedHashMap<>();
        List<String> order = new ArrayList<>(candidates.keySet());
        for (int round : IntStream.range(0, EFFORT.fewRounds()).toArray()) {
            for (String who : order) {
                samples.computeIfAbsent(who, w -> new double[EFFORT.fewRounds()])[round] =
                        candidates.get(who).turn(EFFORT).get(key);
            }
            Collections.reverse(order);
        }
        return samples;
    }
}
