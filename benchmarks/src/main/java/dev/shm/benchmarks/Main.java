package dev.shm.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/shm bench}. */
@Command(
        name = "shm bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures this project and its peers side by side, and says which goals are reached.",
        footer = {
            "",
            "Everything is measured in turns, in one run; each value has the interval that it lies in with 90 %% confidence.",
            "Reached: all of the interval is within the goal. Missed: nothing of it. Undecided: the goal is inside of it.",
            "Exit status: 0 no goal is missed, 1 one is, 2 wrong arguments."
        })
final class Main implements Callable<Integer> {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--quick", description = "About 7 minutes; otherwise longer, for narrower intervals.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "NAME", description = "Only goals whose names begin so.")
    private List<String> only = List.of("");

    @Option(names = "--list", description = "Prints the names of the goals and ends.")
    private boolean list;

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Goals goals = Goals.read(Checkout.goals());
        if (list) {
            goals.all().forEach(goal -> System.out.printf("%-24s issue %d%n", goal.name(), goal.issue()));
            return 0;
        }
        List<Measurement> chosen = Suite.all().stream()
                .filter(measurement -> measurement.goals().stream().anyMatch(this::isWanted))
                .toList();
        if (chosen.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no goal is called " + only + "; see --list");
        }
        StatusLine status = new StatusLine();
        head();
        List<Finding> findings = measure(chosen, new Run(quick ? Effort.QUICK : Effort.FULL, goals, status));
        return summary(findings, status);
    }

    private boolean isWanted(String goal) {
        return only.stream().anyMatch(goal::startsWith);
    }

    private void head() {
        Machine.lines().forEach(System.out::println);
        System.out.println("command  bin/shm bench "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        System.out.println();
    }

    private List<Finding> measure(List<Measurement> chosen, Run run) throws Exception {
        Table table = new Table(System.out);
        table.head();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Measurement measurement = chosen.get(i);
            String first = measurement.goals().get(0);
            run.status().heading(String.format("%d/%d %s", i + 1, chosen.size(), first));
            List<Finding> found = measurement.measure(run);
            run.status().clear();
            for (Finding finding : found) {
                if (isWanted(finding.goal().name())) {
                    findings.add(finding);
                    table.row(finding);
                }
            }
        }
        return findings;
    }

    private static int summary(List<Finding> findings, StatusLine status) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, 0);
        }
        findings.forEach(finding -> counts.merge(finding.verdict(), 1, Integer::sum));
        StringBuilder line = new StringBuilder();
        counts.forEach((verdict, count) ->
                line.append(count).append(' ').append(verdict).append(", "));
        System.out.printf(
                "%n%sin %d:%02d min%n",
                line, status.elapsed().toMinutes(), status.elapsed().toSecondsPart());
        return counts.get(Verdict.MISSED) == 0 ? 0 : 1;
    }
}
