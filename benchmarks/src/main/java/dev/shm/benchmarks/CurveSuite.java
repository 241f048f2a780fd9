package dev.shm.benchmarks;

import dev.shm.benchmarks.CountingJvms.Under;
import dev.shm.benchmarks.Curve.Line;
import dev.shm.benchmarks.Curve.Point;
import dev.shm.benchmarks.jmh.LengthBenchmark;
import dev.shm.benchmarks.workers.CountingThreads;
import dev.shm.benchmarks.workers.Messaging.Medium;
import dev.shm.benchmarks.workers.QueuingThreads;
import dev.shm.benchmarks.workers.QueuingThreads.Whose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The curves of the report. */
final class CurveSuite {
    private static final long KIBI = 1024;
    private static final long MEBI = KIBI * KIBI;
    private static final long LONGEST_JAVA_ARRAY = 32 * MEBI;
    private static final Map<String, Integer> BLOCKED_THREADS =
            Map.of("blocked-1", 1, "blocked-100", 100, "blocked-1000", 1000);

    private CurveSuite() {}

    /** Those that have to be measured. */
    static List<Sweep> all() {
        return List.of(
                counting(),
                countingThreads(),
                queuingThreads(),
                openingSpace(),
                openingObject(),
                openingArray(),
                summing(),
                length(),
                messages(),
                death());
    }

    /** Those that goals are points of. */
    static List<Curve> of(List<Finding> findings) {
        List<Point> points = new ArrayList<>();
        for (Finding finding : findings) {
            Integer threads = BLOCKED_THREADS.get(finding.goal().name());
            if (threads != null && finding.estimate() != null) {
                points.add(new Point(threads, finding.estimate()));
            }
        }
        return points.size() < 2
                ? List.of()
                : List.of(new Curve(
                        "curve-blocked",
                        "Processor time of a process whose threads all wait for one lock",
                        "blocked threads",
                        "percent",
                        List.of(new Line("dev.shm", points, ""))));
    }

    private static Sweep counting() {
        return new Sweep(
                        "curve-count", "Processes counting under one lock, all together", "processes", CountingJvms.KEY)
                .at(1, 2, 4, 8, 16, 32, 64)
                .line("dev.shm", processes -> new CountingJvms((int) processes, Under.LOCK))
                .line("dev.shm, fair", processes -> new CountingJvms((int) processes, Under.FAIR_LOCK))
                .line("C robust mutex", processes -> new Peer("robust_mutex", "count", Long.toString(processes)))
                .line("Python Lock", processes -> new Peer("value_lock", "count", Long.toString(processes)));
    }

    private static Sweep countingThreads() {
        Resident jvm = Resident.jvm(CountingThreads.class);
        return new Sweep(
                        "curve-count-threads",
                        "Threads of one process counting under one lock, all together",
                        "threads",
                        CountingJvms.KEY)
                .at(1, 2, 4, 8, 16, 32, 64)
                .line("dev.shm", threads -> jvm.with(CountingThreads.Under.OURS.name(), Long.toString(threads)))
                .line(
                        "ReentrantLock",
                        threads -> jvm.with(CountingThreads.Under.REENTRANT_LOCK.name(), Long.toString(threads)));
    }

    private static Sweep queuingThreads() {
        Resident jvm = Resident.jvm(QueuingThreads.class);
        return new Sweep(
                        "curve-queue-threads",
                        "Threads of one process at one queue: half of them put, half take",
                        "threads",
                        Resident.ELEMENTS_KEY)
                .at(2, 4, 8, 16, 32, 64)
                .line("dev.shm", threads -> jvm.with(Whose.OURS.name(), Long.toString(threads)))
                .line("ArrayBlockingQu.", threads -> jvm.with(Whose.THEIRS.name(), Long.toString(threads)));
    }

    private static Sweep openingSpace() {
        return new Sweep("curve-open-space", "Opening a space", "objects", Opening.SPACE_KEY)
                .at(1, 10, 100, 1000, 10_000, 60_000)
                .line("dev.shm", objects -> new Opening((int) objects));
    }

    private static Sweep openingObject() {
        return new Sweep("curve-open-object", "Opening an object of a space", "objects", Opening.OBJECT_KEY)
                .at(1, 10, 100, 1000, 10_000, 60_000)
                .line("dev.shm", objects -> new Opening((int) objects));
    }

    private static Sweep openingArray() {
        return new Sweep(
                        "curve-open-array",
                        "Opening an array of longs, of which a page is there",
                        "elements",
                        ArrayOpening.KEY)
                .at(KIBI, MEBI, LONGEST_JAVA_ARRAY, KIBI * MEBI, 3 * KIBI * MEBI)
                .line("dev.shm", ArrayOpening::new);
    }

    private static Sweep summing() {
        return new Sweep("curve-sum", "Sum of an array of longs", "elements", JmhFork.KEY)
                .at(KIBI, 32 * KIBI, MEBI, LONGEST_JAVA_ARRAY)
                .line("dev.shm", length -> ofLength("sum", length))
                .line("long[]", length -> ofLength("sumOfJavaArray", length));
    }

    private static Sweep messages() {
        return new Sweep("curve-message", "Messages from one process to another", "bytes", MessagingJvms.KEY)
                .at(16, 256, 4096, 65_536)
                .line("dev.shm channel", bytes -> new MessagingJvms(Medium.CHANNEL_BYTES, 1, (int) bytes))
                .line("dev.shm queue", bytes -> new MessagingJvms(Medium.QUEUE_BYTES, 1, (int) bytes))
                .line("Agrona OneToOne", bytes -> new MessagingJvms(Medium.ONE_TO_ONE_BYTES, 1, (int) bytes));
    }

    private static Sweep length() {
        return new Sweep("curve-length", "One element anywhere in an array of longs", "elements", JmhFork.KEY)
                .at(KIBI, MEBI, LONGEST_JAVA_ARRAY, KIBI * MEBI, 3 * KIBI * MEBI)
                .line("dev.shm, sparse", length -> ofLength("getAnywhere", length))
                .line(
                        "long[]",
                        length -> length > LONGEST_JAVA_ARRAY
                                ? new Absent("a longer one takes more memory than it should")
                                : ofLength("getAnywhereOfJavaArray", length));
    }

    private static Sweep death() {
        return new Sweep(
                        "curve-death",
                        "Owner killed until a waiter has the lock, while others are attached",
                        "others",
                        DeathAmongOthers.KEY)
                .at(1, 2, 4, 8, 16, 32)
                .line("dev.shm", others -> new DeathAmongOthers((int) others));
    }

    private static Candidate ofLength(String method, long length) {
        return new JmhFork(LengthBenchmark.class, method).with("length", Long.toString(length));
    }
}
