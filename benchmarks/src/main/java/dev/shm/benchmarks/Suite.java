package dev.shm.benchmarks;

import dev.shm.benchmarks.CountingJvms.Under;
import dev.shm.benchmarks.jmh.ArrayBenchmark;
import dev.shm.benchmarks.jmh.CodecBenchmark;
import dev.shm.benchmarks.jmh.LockBenchmark;
import dev.shm.benchmarks.jmh.LongBenchmark;
import dev.shm.benchmarks.jmh.ReadWriteBenchmark;
import dev.shm.benchmarks.jmh.RecordBenchmark;
import dev.shm.benchmarks.jmh.SemaphoreBenchmark;
import dev.shm.benchmarks.jmh.StripeBenchmark;
import dev.shm.benchmarks.workers.CountingThreads;
import dev.shm.benchmarks.workers.HandingOver;
import dev.shm.benchmarks.workers.Hello;
import dev.shm.benchmarks.workers.InStep;
import dev.shm.benchmarks.workers.Increments;
import dev.shm.benchmarks.workers.Messaging.Medium;
import dev.shm.benchmarks.workers.Passing;
import dev.shm.benchmarks.workers.Passing.Wait;
import dev.shm.benchmarks.workers.QueuingThreads;
import dev.shm.benchmarks.workers.QueuingThreads.Whose;
import dev.shm.benchmarks.workers.Signalling;
import java.util.List;
import java.util.stream.Stream;

/** All measurements, in the order of the report. */
final class Suite {
    /* Before that records are allocated that a compiled reader takes apart at once. */
    private static final int RECORD_WARM_UP_MILLIS = 400;

    private Suite() {}

    static List<Measurement> all() {
        return Stream.of(processes(), PoolSuite.all(), WholeSuite.all(), PeerSuite.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Measurement> processes() {
        return List.of(
                longOperation("long-get-and-add", "getAndAdd"),
                longOperation("long-compare-and-set", "compareAndSet"),
                longOperation("long-set", "set"),
                longOperation("long-get", "get"),
                recordRead("record-get", "getLongs"),
                recordRead("record-get-mixed", "getMixed"),
                array("array-sum-int", "sumByInt", "sumOfJavaArray"),
                array("array-sum-long", "sumByLong", "sumOfJavaArray"),
                array("array-stream", "stream", "streamOfJavaArray"),
                array("array-for-each", "forEach", "forEachOfJavaArray"),
                array("array-copy-in", "copyIn", "copyOfJavaArray"),
                array("array-copy-out", "copyOut", "copyOfJavaArray"),
                uncontendedLock(),
                hold(),
                readWrite("read-lock", "read"),
                readWrite("write-lock", "write"),
                semaphore(),
                codec(),
                counting(2),
                counting(4),
                fair(),
                new Contest(CountingJvms.KEY, new CountingJvms(2, Under.READ_LOCK))
                        .against("read-2-c", new Peer("read_lock", "2"))
                        .noting("cpus"),
                handOver(),
                condition(),
                barrier(),
                messages("channel-one", 1, Medium.ONE_TO_ONE),
                messages("channel-many", 3, Medium.MANY_TO_ONE),
                queueAmongThreads(),
                new Contest(Players.ROUND_TRIP_KEY, new Players(Passing.class, Wait.SPINNING.name(), "0"))
                        .against("queue-spin", new Peer("spin_pingpong")),
                queueBlocking(),
                new Contest(MessagingJvms.KEY, new MessagingJvms(Medium.QUEUE, 1))
                        .against("queue-strings", new Peer("queue_strings")),
                broadcast("topic-sent", BroadcastJvms.SENT_KEY),
                broadcast("topic-received", BroadcastJvms.RECEIVED_KEY),
                new Contest(Opening.SPACE_KEY, new Opening(1000))
                        .against("open-space", new Opening(1))
                        .rounds(Effort::fewRounds),
                new Contest(Opening.OBJECT_KEY, new Opening(1000))
                        .against("open-object", new Opening(10))
                        .rounds(Effort::fewRounds),
                new OwnerDeath("death-small", 0, Effort::kills),
                new OwnerDeath("death-2gb", 2048, Effort::bigKills),
                new StripeOpening("stripe-open"),
                new Contest(JmhFork.KEY, new JmhFork(StripeBenchmark.class, "oneOfAMillion"))
                        .against("stripe-lock", new JmhFork(StripeBenchmark.class, "oneAndAMiss"))
                        .rounds(Effort::fewRounds),
                new BlockedThreads()
                        .of("blocked-1", 1, 1)
                        .of("blocked-100", 1, 100)
                        .of("blocked-1000", 1, 1000)
                        .of("blocked-4-times-500", 4, 500),
                new Contest(WholeRun.KEY, WholeRun.ofLocks(Increments.class))
                        .against("start", WholeRun.ofLocks(Hello.class))
                        .rounds(Effort::starts));
    }

    private static Measurement longOperation(String goal, String operation) {
        return new Contest(JmhFork.KEY, new JmhFork(LongBenchmark.class, operation))
                .against(goal, new JmhFork(LongBenchmark.class, operation + "OfAtomicLong"))
                .rounds(Effort::fewRounds);
    }

    private static Measurement recordRead(String goal, String read) {
        return new Contest(JmhFork.KEY, new JmhFork(RecordBenchmark.class, read).warmUp(RECORD_WARM_UP_MILLIS))
                .against(goal, new JmhFork(RecordBenchmark.class, read + "OfStampedLock").warmUp(RECORD_WARM_UP_MILLIS))
                .rounds(Effort::fewRounds);
    }

    private static Measurement array(String goal, String ours, String theirs) {
        return new Contest(JmhFork.KEY, new JmhFork(ArrayBenchmark.class, ours))
                .against(goal, new JmhFork(ArrayBenchmark.class, theirs))
                .rounds(Effort::fewRounds);
    }

    private static Measurement uncontendedLock() {
        return new Contest(JmhFork.KEY, new JmhFork(LockBenchmark.class, "interProcessLock"))
                .against("lock-reentrant-lock", new JmhFork(LockBenchmark.class, "reentrantLock"))
                .against("lock-c", new Peer("robust_mutex", "uncontended"))
                .against("lock-file-lock", new JmhFork(LockBenchmark.class, "fileLock"))
                .rounds(Effort::fewRounds);
    }

    private static Measurement readWrite(String goal, String side) {
        return new Contest(JmhFork.KEY, new JmhFork(ReadWriteBenchmark.class, side))
                .against(goal, new JmhFork(ReadWriteBenchmark.class, side + "OfReentrant"))
                .rounds(Effort::fewRounds);
    }

    private static Measurement semaphore() {
        return new Contest(JmhFork.KEY, new JmhFork(SemaphoreBenchmark.class, "acquireRelease"))
                .against("semaphore", new JmhFork(SemaphoreBenchmark.class, "acquireReleaseOfSemaphore"))
                .rounds(Effort::fewRounds);
    }

    private static Measurement codec() {
        return new Contest(JmhFork.KEY, new JmhFork(CodecBenchmark.class, "marshallable"))
                .against("codec", new JmhFork(CodecBenchmark.class, "serializationOfJava"))
                .rounds(Effort::fewRounds);
    }

    private static Measurement handOver() {
        String workMicros = "50";
        return new Contest(Players.ROUND_TRIP_KEY, new Players(HandingOver.class, workMicros))
                .against("hand-over", new Peer("futex_pingpong", workMicros))
                .noting("blocked");
    }

    private static Measurement condition() {
        return new Contest(Players.ROUND_TRIP_KEY, new Players(Signalling.class))
                .against("condition", new Peer("condition_pingpong"));
    }

    private static Measurement barrier() {
        return new Contest(Players.ROUNDS_KEY, new Players(InStep.class))
                .against("barrier", new Peer("barrier_rounds"));
    }

    private static Measurement messages(String goal, int producers, Medium theirs) {
        return new Contest(MessagingJvms.KEY, new MessagingJvms(Medium.CHANNEL, producers))
                .against(goal, new MessagingJvms(theirs, producers));
    }

    private static Measurement queueAmongThreads() {
        Resident jvm = Resident.jvm(QueuingThreads.class);
        return new Contest(Resident.ELEMENTS_KEY, jvm.with(Whose.OURS.name(), "4"))
                .against("queue-threads", jvm.with(Whose.THEIRS.name(), "4"));
    }

    private static Measurement queueBlocking() {
        String workMicros = "50";
        return new Contest(Players.ROUND_TRIP_KEY, new Players(Passing.class, Wait.BLOCKING.name(), workMicros))
                .against("queue-blocking", new Peer("queue_pingpong", workMicros))
                .noting("blocked");
    }

    private static Measurement counting(int processes) {
        String goal = "count-" + processes;
        String number = Integer.toString(processes);
        return new Contest(CountingJvms.KEY, new CountingJvms(processes, Under.LOCK))
                .against(goal + "-c", new Peer("robust_mutex", "count", number))
                .against(goal + "-python", new Peer("value_lock", "count", number))
                .noting("cpus");
    }

    private static Measurement fair() {
        return new Contest(CountingJvms.KEY, new CountingJvms(2, Under.FAIR_LOCK))
                .against(
                        "fair",
                        Resident.jvm(CountingThreads.class)
                                .with(CountingThreads.Under.FAIR_REENTRANT_LOCK.name(), "2"));
    }

    private static Measurement broadcast(String goal, String key) {
        return new Contest(key, new BroadcastJvms(true)).against(goal, new BroadcastJvms(false));
    }

    private static Measurement hold() {
        return new Contest(JmhFork.KEY, new JmhFork(LockBenchmark.class, "interProcessLockAgain"))
                .against("hold", new JmhFork(LockBenchmark.class, "reentrantLockAgain"))
                .rounds(Effort::fewRounds);
    }
}
