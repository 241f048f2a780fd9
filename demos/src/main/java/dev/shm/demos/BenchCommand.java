package dev.shm.demos;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Unmatched;

/** {@code shm bench} in the help. The script {@code bin/shm} itself hands it to the benchmarks. */
@Command(name = "bench", description = "Runs the benchmarks; has a --help of its own.")
final class BenchCommand implements Callable<Integer> {
    @Unmatched
    private List<String> arguments;

    @Override
    public Integer call() {
        System.err.println("shm: the benchmarks are not in this program; start them by the script bin/shm");
        return ExitCode.USAGE;
    }
}
