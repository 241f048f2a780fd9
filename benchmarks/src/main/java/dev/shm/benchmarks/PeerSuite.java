package dev.shm.benchmarks;

import dev.shm.benchmarks.jmh.LongBenchmark;
import dev.shm.benchmarks.workers.Messaging.Medium;
import java.util.List;

/** The measurements of further peers, for which there are no goals. */
final class PeerSuite {
    private PeerSuite() {}

    static List<Measurement> all() {
        return List.of(
                longOperation("peer-get-and-add", "getAndAdd"),
                longOperation("peer-compare-and-set", "compareAndSet"),
                messages(64),
                messages(256));
    }

    private static Measurement longOperation(String name, String operation) {
        return new Contest(JmhFork.KEY, new JmhFork(LongBenchmark.class, operation))
                .against(name + "-agrona", new JmhFork(LongBenchmark.class, operation + "OfAgrona"))
                .against(name + "-chronicle", new JmhFork(LongBenchmark.class, operation + "OfChronicleBytes"))
                .against(name + "-reference", new JmhFork(LongBenchmark.class, operation + "OfChronicleReference"))
                .briefly();
    }

    private static Measurement messages(int bytes) {
        String name = "peer-message-" + bytes;
        return new Contest(MessagingJvms.KEY, new MessagingJvms(Medium.CHANNEL_BYTES, 1, bytes))
                .against(name + "-agrona", new MessagingJvms(Medium.ONE_TO_ONE_BYTES, 1, bytes))
                .against(name + "-aeron", new MessagingJvms(Medium.AERON_BYTES, 1, bytes))
                .against(name + "-chronicle", new MessagingJvms(Medium.CHRONICLE_BYTES, 1, bytes))
                .briefly();
    }
}
