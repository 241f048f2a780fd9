package dev.shm.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A JMH benchmark method; a turn is one fork, and what counts of it is the median of its iterations. */
final class JmhFork implements Candidate {
    static final String KEY = "ns_per_op";

    private static final long TIMEOUT_SECONDS = 30;

    private final String method;
    private final Map<String, String> parameters = new LinkedHashMap<>();

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

    @Override
    public Reading turn(Effort effort) throws Exception {
        TimeValue iteration = TimeValue.milliseconds(effort.jmhIterationMillis());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(method) + "$")
                .forks(1)
                .warmupIterations(2)
                .warmupTime(iteration)
                .measurementIterations(effort.jmhIterations())
                .measurementTime(iteration)
                .timeout(TimeValue.seconds(TIMEOUT_SECONDS))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new IllegalStateException("one benchmark expected: method=" + method + ", results=" + results.size());
        }
        RunResult result = results.iterator().next();
        return Reading.of(KEY, result.getPrimaryResult().getStatistics().getPercentile(50));
    }
}
