package dev.shm.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Compares ours with its rivals: in each round everybody has a turn, in one order and then in the other, and what counts is
 * the comparison within the round. So what slows the machine down for a while slows all of them down.
 */
final class Contest implements Measurement {
    private final String key;
    private final Candidate ours;
    private final Map<String, Candidate> rivals = new LinkedHashMap<>();
    private String noted;
    private ToIntFunction<Effort> rounds = Effort::rounds;
    private UnaryOperator<Effort> effort = UnaryOperator.identity();

    /**
     * A contest without rivals yet.
     *
     * @param key of the number that is compared
     * @param ours the candidate whose goals they are
     */
    Contest(String key, Candidate ours) {
        this.key = key;
        this.ours = ours;
    }

    /** Adds who is measured for a goal. */
    Contest against(String goal, Candidate rival) {
        rivals.put(goal, rival);
        return this;
    }

    /** Tells the median of another number too, for each candidate that has it. */
    Contest noting(String otherKey) {
        noted = otherKey;
        return this;
    }

    /** Sets how many rounds there are. */
    Contest rounds(ToIntFunction<Effort> number) {
        rounds = number;
        return this;
    }

    /** Makes its turns short, and few, in a full run too: enough to compare where there is no goal to decide about. */
    Contest briefly() {
        effort = full -> Effort.QUICK;
        return rounds(Effort::fewRounds);
    }

    @Override
    public List<String> goals() {
        return List.copyOf(rivals.keySet());
    }

    @Override
    public List<Finding> measure(Run run) throws Exception {
        Map<Candidate, String> missing = new LinkedHashMap<>();
        try {
            List<Candidate> turns = new ArrayList<>();
            for (Candidate candidate : everybody()) {
                try {
                    candidate.prepare();
                    turns.add(candidate);
                } catch (MissingException e) {
                    missing.put(candidate, e.getMessage());
                }
            }
            Map<Candidate, List<Reading>> readings = play(turns, run);
            List<Finding> findings = new ArrayList<>();
            rivals.forEach((name, rival) -> {
                Goal goal = run.goals().get(name);
                String why = missing.getOrDefault(rival, missing.get(ours));
                findings.add(
                        why != null
                                ? Finding.missing(goal, why)
                                : compare(goal, readings.get(ours), readings.get(rival)));
            });
            return findings;
        } finally {
            for (Candidate candidate : everybody()) {
                candidate.close();
            }
        }
    }

    private List<Candidate> everybody() {
        List<Candidate> all = new ArrayList<>();
        all.add(ours);
        all.addAll(rivals.values());
        return all;
    }

    private Map<Candidate, List<Reading>> play(List<Candidate> candidates, Run run) throws Exception {
        Map<Candidate, List<Reading>> readings = new LinkedHashMap<>();
        List<Candidate> order = new ArrayList<>(candidates);
        Effort spent = effort.apply(run.effort());
        int last = rounds.applyAsInt(spent);
        for (int round = 1; round <= last; round++) {
            run.status().say("round " + round + " of " + last);
            for (Candidate candidate : order) {
                readings.computeIfAbsent(candidate, c -> new ArrayList<>()).add(candidate.turn(spent));
            }
            Collections.reverse(order);
        }
        return readings;
    }

    private Finding compare(Goal goal, List<Reading> ours, List<Reading> theirs) {
        double[] compared = new double[ours.size()];
        for (int i = 0; i < compared.length; i++) {
            compared[i] =
                    goal.comparison().of(ours.get(i).get(key), theirs.get(i).get(key));
        }
        return Finding.of(goal, Estimate.ofMedian(compared), median(ours), median(theirs), note(ours, theirs));
    }

    private Quantity median(List<Reading> readings) {
        return new Quantity(median(readings, key), key);
    }

    private String note(List<Reading> ours, List<Reading> theirs) {
        if (noted == null) {
            return "";
        }
        return String.format("%s: ours %.2f, theirs %.2f", noted, median(ours, noted), median(theirs, noted));
    }

    private static double median(List<Reading> readings, String key) {
        return Estimate.median(
                readings.stream().mapToDouble(reading -> reading.get(key)).toArray());
    }
}
