package dev.shm.benchmarks;

import dev.shm.benchmarks.CountingJvms.Under;
import dev.shm.benchmarks.Curve.Line;
import dev.shm.benchmarks.Curve.Point;
import dev.shm.benchmarks.jmh.LengthBenchmark;
import dev.shm.benchmarks.workers.Messaging.Medium;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The curves of the report. */
final class CurveSuite {
    private static final Map<String, Integer> BLOCKED_THREADS =
            Map.of("blocked-1", 1, "blocked-100", 100, "blocked-1000", 1000);

    private CurveSuite() {}

    /** Those that have to be measured. */
    static List<Sweep> all() {
        return List.of(counting(), openingSpace(), openingObject(), summing(), messages());
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
                .line("dev.shm", processes -> new CountingJvms(processes, Under.LOCK))
                .line("dev.shm, fair", processes -> new CountingJvms(processes, Under.FAIR_LOCK))
                .line("C robust mutex", processes -> new Peer("robust_mutex", "count", Integer.toString(processes)))
                .line("Python Lock", processes -> new Peer("value_lock", "count", Integer.toString(processes)));
    }

    private static Sweep openingSpace() {
        return new Sweep("curve-open-space", "Opening a space", "objects", Opening.SPACE_KEY)
                .at(1, 10, 100, 1000, 10_000, 60_000)
                .line("dev.shm", Opening::new);
    }

    private static Sweep openingObject() {
        return new Sweep("curve-open-object", "Opening an object of a space", "objects", Opening.OBJECT_KEY)
                .at(1, 10, 100, 1000, 10_000, 60_000)
                .line("dev.shm", Opening::new);
    }

    private static Sweep summing() {
        return new Sweep("curve-sum", "Sum of an array of longs", "elements", JmhFork.KEY)
                .at(1 << 10, 1 << 15, 1 << 20, 1 << 25)
                .line("dev.shm", length -> summing("sum", length))
                .line("long[]", length -> summing("sumOfJavaArray", length));
    }

    private static Sweep messages() {
        return new Sweep("curve-message", "Messages from one process to another", "bytes", MessagingJvms.KEY)
                .at(16, 256, 4096, 65_536)
                .line("dev.shm channel", bytes -> new MessagingJvms(Medium.CHANNEL_BYTES, 1, bytes))
                .line("dev.shm queue", bytes -> new MessagingJvms(Medium.QUEUE_BYTES, 1, bytes))
                .line("Agrona OneToOne", bytes -> new MessagingJvms(Medium.ONE_TO_ONE_BYTES, 1, bytes));
    }

    private static Candidate summing(String method, int length) {
        return new JmhFork(LengthBenchmark.class, method).with("length", Integer.toString(length));
    }
}
