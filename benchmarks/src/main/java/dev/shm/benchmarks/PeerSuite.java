package dev.shm.benchmarks;

import dev.shm.benchmarks.CountingJvms.Under;
import dev.shm.benchmarks.jmh.LockBenchmark;
import dev.shm.benchmarks.jmh.LongBenchmark;
import dev.shm.benchmarks.workers.Messaging.Medium;
import dev.shm.benchmarks.workers.Passing;
import dev.shm.benchmarks.workers.Passing.Wait;
import java.util.List;

/** The measurements of further peers, for which there are no goals. */
final class PeerSuite {
    private PeerSuite() {}

    static List<Measurement> all() {
        return List.of(
                longOperation("peer-get-and-add", "getAndAdd").against("peer-get-and-add-c", new Peer("atomic_add")),
                longOperation("peer-compare-and-set", "compareAndSet"),
                new Contest(JmhFork.KEY, new JmhFork(LockBenchmark.class, "interProcessLock"))
                        .against("peer-lock-boost", new Peer("boost_mutex", "uncontended"))
                        .briefly(),
                new Contest(CountingJvms.KEY, new CountingJvms(2, Under.LOCK))
                        .against("peer-count-boost", new Peer("boost_mutex", "count", "2"))
                        .noting("cpus")
                        .briefly(),
                messages(64),
                messages(256),
                new Contest(MessagingJvms.KEY, new MessagingJvms(Medium.QUEUE, 1))
                        .against("peer-strings-boost", new Peer("boost_queue", "strings"))
                        .briefly(),
                numbers());
    }

    private static Contest longOperation(String name, String operation) {
        return new Contest(JmhFork.KEY, new JmhFork(LongBenchmark.class, operation))
                .against(name + "-agrona", new JmhFork(LongBenchmark.class, operation + "OfAgrona"))
                .against(name + "-chronicle", new JmhFork(LongBenchmark.class, operation + "OfChronicleBytes"))
                .against(name + "-reference", new JmhFork(LongBenchmark.class, operation + "OfChronicleReference"))
                .briefly();
    }

    private static Measurement numbers() {
        String workMicros = "50";
        return new Contest(Players.ROUND_TRIP_KEY, new Players(Passing.class, Wait.BLOCKING.name(), workMicros))
                .against("peer-numbers-boost", new Peer("boost_queue", "numbers", workMicros))
                .noting("blocked")
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
