package dev.shm.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "Reached: all of the interval is within the goal. Missed: nothing of it. Undecided: the goal is inside of it. Compared: there is none.",
            "Exit status: 0 no goal is missed, 1 one is, 2 wrong arguments."
        })
final class Main implements Callable<Integer> {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--quick",
            description = "About 4 minutes; otherwise half an hour, for narrower intervals and curves.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "NAME", description = "Only goals and curves whose names begin so.")
    private List<String> only = List.of("");

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Where report.html, report.md and report.csv go; benchmarks/target/report if not given.")
    private Path folder = Checkout.target().resolve("report");

    @Option(names = "--no-report", description = "Only prints.")
    private boolean withoutReport;

    @Option(names = "--update-docs", description = "Puts what was measured into docs/performance.md, too.")
    private boolean updateDocs;

    @Option(names = "--list", description = "Prints the names of the goals and the curves, and ends.")
    private boolean list;

    private Choice choice;

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
            CurveSuite.all().forEach(sweep -> System.out.println(sweep.name()));
            return 0;
        }
        choice = new Choice(only, quick);
        List<Measurement> chosen = Suite.all().stream()
                .filter(measurement ->
                        measurement.goals().stream().map(goals::get).anyMatch(choice::includes))
                .toList();
        List<Sweep> sweeps = CurveSuite.all().stream().filter(choice::includes).toList();
        check(!chosen.isEmpty() || !sweeps.isEmpty());
        StatusLine status = new StatusLine();
        Map<String, String> facts = head();
        List<Finding> findings = measure(chosen, new Run(quick ? Effort.QUICK : Effort.FULL, goals, status));
        List<Curve> curves = new ArrayList<>(CurveSuite.of(findings));
        curves.addAll(measure(sweeps, status));
        facts.put(
                "took",
                String.format(
                        "%d:%02d min",
                        status.elapsed().toMinutes(), status.elapsed().toSecondsPart()));
        Report report = Report.of(facts, goals, findings, curves);
        System.out.printf("%n%s, in %s%n", report.counts(), facts.get("took"));
        write(report);
        return report.findings(Verdict.MISSED).isEmpty() ? 0 : 1;
    }

    /** Fails now, and not after all has been measured. */
    private void check(boolean anything) throws IOException {
        if (!anything) {
            throw new ParameterException(spec.commandLine(), "nothing is called " + only + "; see --list");
        }
        if (updateDocs && !only.contains("")) {
            throw new ParameterException(
                    spec.commandLine(), "--update-docs needs all goals, so it goes without --only");
        }
        if (updateDocs) {
            PerformancePage.ofCheckout().numbers();
        }
        if (!withoutReport) {
            Files.createDirectories(folder);
        }
    }

    private void write(Report report) throws IOException {
        if (!withoutReport) {
            report.write(folder);
            System.out.println("report   " + folder.resolve("report.html").toAbsolutePath());
        }
        if (updateDocs) {
            PerformancePage.ofCheckout().refresh(report);
        }
    }

    private Map<String, String> head() {
        List<String> words = new ArrayList<>(List.of("bin/shm", "bench"));
        words.addAll(spec.commandLine().getParseResult().originalArgs());
        Map<String, String> facts = Facts.of(String.join(" ", words));
        facts.forEach((name, fact) -> System.out.printf("%-8s %s%n", name, fact));
        System.out.println();
        return facts;
    }

    private List<Finding> measure(List<Measurement> chosen, Run run) throws Exception {
        Table table = new Table(System.out);
        if (!chosen.isEmpty()) {
            table.head();
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Measurement measurement = chosen.get(i);
            String first = measurement.goals().get(0);
            run.status().heading(String.format("%d/%d %s", i + 1, chosen.size(), first));
            List<Finding> found = measurement.measure(run);
            run.status().clear();
            for (Finding finding : found) {
                if (choice.includes(finding.goal())) {
                    findings.add(finding);
                    table.row(finding);
                }
            }
        }
        return findings;
    }

    private static List<Curve> measure(List<Sweep> sweeps, StatusLine status) throws Exception {
        Table table = new Table(System.out);
        List<Curve> curves = new ArrayList<>();
        for (Sweep sweep : sweeps) {
            status.heading(sweep.name());
            Curve curve = sweep.measure(status);
            status.clear();
            curves.add(curve);
            table.curve(curve);
        }
        return curves;
    }
}
