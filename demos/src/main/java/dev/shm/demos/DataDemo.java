package dev.shm.demos;

import dev.shm.demos.Sales.Piece;
import dev.shm.demos.Sales.Total;
import dev.shm.pool.MapOptions;
import dev.shm.pool.ProcessPool;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedByteArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shm demo data}. */
@Command(
        name = "data",
        description =
                "A table of sales, as CSV in shared memory, is parsed and summed up by town: by this JVM, then piece by"
                        + " piece by worker JVMs, which read it where it lies. Each does it twice and tells how long it took.")
final class DataDemo extends Lesson {
    private static final int MAX_WORKERS = 1000;
    private static final int MAX_LINES = 10_000_000;
    private static final int PIECES = 64;
    private static final double MIB = 1024 * 1024;

    @Option(names = "--workers", paramLabel = "N", description = "1 to 1000 (default: as many as processors).")
    private Integer workers;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Of the table, 1 to 10^7 (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Spec
    private CommandSpec spec;

    private final List<SortedMap<String, Total>> found = new ArrayList<>();

    /** All that has to be done once. */
    private interface Run {
        SortedMap<String, Total> call() throws InterruptedException;
    }

    @Override
    void show(SharedSpace space) throws InterruptedException {
        Arguments arguments = new Arguments(spec);
        workers = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
        arguments.require(workers >= 1 && workers <= MAX_WORKERS, "--workers must be 1 to 1000");
        arguments.require(lines >= 1 && lines <= MAX_LINES, "--lines must be 1 to 10^7");
        SharedByteArray csv = SharedByteArray.create(space, "sales", Sales.csv(lines));
        List<Piece> pieces = Sales.cut(csv, PIECES);
        say("%d lines of CSV, %.1f MiB in shared memory, in %d pieces.", lines, csv.length() / MIB, pieces.size());

        long alone = millis(() -> alone(csv, pieces));
        long aloneAgain = millis(() -> alone(csv, pieces));
        long start = System.nanoTime();
        try (ProcessPool pool = ProcessPool.of(workers)) {
            long together = millisSince(start) + millis(() -> together(pool, csv, pieces));
            long togetherAgain = millis(() -> together(pool, csv, pieces));
            found.get(0)
                    .forEach((town, total) -> say(
                            "%-8s %8d sales, %12s",
                            town, total.sales(), total.revenue().toPlainString()));
            say("One JVM:        %5d ms, once more %5d ms", alone, aloneAgain);
            say("%-15s %5d ms, once more %5d ms", workers + " worker JVMs:", together, togetherAgain);
        }
        if (found.stream().distinct().count() > 1) {
            throw new IllegalStateException("they differ: " + found);
        }
        say("All found the same.");
    }

    private static SortedMap<String, Total> alone(SharedByteArray csv, List<Piece> pieces) {
        List<SortedMap<String, Total>> totals = new ArrayList<>();
        for (Piece piece : pieces) {
            totals.add(Sales.sum(csv, piece));
        }
        return Sales.join(totals);
    }

    private static SortedMap<String, Total> together(ProcessPool pool, SharedByteArray csv, List<Piece> pieces)
            throws InterruptedException {
        AtomicLong done = new AtomicLong();
        Progress progress = Progress.begin(pieces.size(), done::get);
        try {
            MapOptions options = MapOptions.chunksOf(1).listener((some, all) -> done.set(some));
            return Sales.join(pool.map(pieces, options, piece -> Sales.sum(csv, piece))); // csv goes as a reference
        } finally {
            progress.end();
        }
    }

    private long millis(Run run) throws InterruptedException {
        long start = System.nanoTime();
        found.add(run.call());
        return millisSince(start);
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
