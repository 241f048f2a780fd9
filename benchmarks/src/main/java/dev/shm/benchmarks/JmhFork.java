package dev.shm.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A JMH benchmark method; a turn is one fork, and what counts of it is the median of its iterations. */
final class JmhFork implements Candidate {
    static final String KEY = "ns_per_op";

    private static final long TIMEOUT_SECONDS = 30;
    private static final int WARM_UP_ITERATIONS = 6;
    private static final String QUIET = "-Xlog:disable"; // what doesn't fit into an archive is of no interest

    /* Half of what a fork takes is its start: the first one of all archives what all need (JEP 350). */
    private static List<String> archive;

    private final String method;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private int warmUpMillis;

    JmhFork(Class<?> benchmark, String method) {
        this.method = benchmark.getName() + "." + method;
        // A second benchmark on this machine falsifies this one's times, but so does everything else.
        System.setProperty("jmh.ignoreLock", "true");
    }

    /** Sets a parameter of the benchmark. */
    JmhFork with(String parameter, String value) {
        parameters.put(parameter, value);
        return this;
    }

    /** Sets how long it warms up at least: until all of it has been compiled to the end. */
    JmhFork warmUp(int millis) {
        warmUpMillis = millis;
        return this;
    }

    @Override
    public void prepare() throws Exception {
        if (archive == null) {
            archive = archive();
        }
    }

    /** Has a fork archive its classes when it ends; the options for those that use them, none if there is no archive. */
    private List<String> archive() throws Exception {
        Path file = Checkout.target().resolve("forks.jsa");
        Files.deleteIfExists(file);
        run(1, TimeValue.milliseconds(1), List.of("-XX:ArchiveClassesAtExit=" + file, QUIET));
        return Files.exists(file) ? List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", QUIET) : List.of();
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        TimeValue iteration = TimeValue.milliseconds(effort.jmhIterationMillis());
        RunResult result = run(effort.jmhIterations(), iteration, archive);
        return Reading.of(KEY, result.getPrimaryResult().getStatistics().getPercentile(50));
    }

    private RunResult run(int iterations, TimeValue iteration, List<String> jvmOptions) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(method) + "$")
                .forks(1)
                .jvmArgsPrepend(jvmOptions.toArray(new String[0]))
                .warmupIterations(
                        Math.max(WARM_UP_ITERATIONS, warmUpMillis / (int) iteration.convertTo(TimeUnit.MILLISECONDS)))
                .warmupTime(iteration)
                .measurementIterations(iterations)
                .measurementTime(iteration)
                .timeout(TimeValue.seconds(TIMEOUT_SECONDS))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new IllegalStateException("one benchmark expected: method=" + method + ", results=" + results.size());
        }
        return results.iterator().next();
    }
}
