package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 1 of the fault matrix for channels: a producer or consumer is killed before each of its steps. */
@ExtendWith(LeakCheck.class)
class ChannelCrashTest {
    private static final int MOST_STEPS = 150;
    private static final long LAST = 99;

    @TempDir
    private Path directory;

    private SharedSpace space;
    private ChannelCrashScenario scenario;
    private boolean everyPlainStore;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_messagesAreWholeAndOthersGoOn(ChannelCrashScenario each) throws Exception {
        run(each, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_messagesAreWholeAndOthersGoOn(ChannelCrashScenario each) throws Exception {
        run(each, true);
    }

    private void run(ChannelCrashScenario each, boolean every) throws Exception {
        scenario = each;
        everyPlainStore = every;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            if (scenario == ChannelCrashScenario.INHERIT_AND_PUT) {
                killVictim();
            }
            CrashRun.untilPassed("channel", scenario, every, this::trial);
        }
    }

    private void killVictim() {
        try (ChildJvm child = ChildJvm.start(
                ChannelCrashScenario.Victim.class,
                space.path().toString(),
                scenario.name(),
                String.valueOf(MOST_STEPS))) {
            child.awaitLine(ChannelCrashScenario.READY);
            child.kill();
            child.awaitExit();
        }
    }

    private Outcome trial(int step) throws Exception {
        assertTrue(step <= MOST_STEPS, "more steps than channels");
        SharedChannel channel = scenario.openOrCreate(space, step);
        return HangGuard.call("trial " + step, () -> {
            if (scenario.puts()) {
                return puts(channel, step);
            }
            return scenario.gets() ? gets(channel, step) : other(channel, step);
        });
    }

    private ChildJvm start(int step) {
        return CrashRun.start(space, scenario, step, everyPlainStore);
    }

    /** What the child says that it has done, from 1 on. */
    private static int done(ChildJvm child) {
        return (int) child.output()
                .lines()
                .filter(line -> line.startsWith(ChannelCrashScenario.DID))
                .count();
    }

    /** A consumer waits for what the child puts; what it has put is there, and then that of the next producer. */
    private Outcome puts(SharedChannel channel, int step) throws Exception {
        CompletableFuture<List<Long>> got = inThread(() -> getUntilLast(channel));
        try (ChildJvm child = start(step)) {
            String end = CrashRun.awaitEnd(child);
            int done = done(child);
            try (ChannelProducer producer = channel.producer(1, TimeUnit.HOURS)) {
                put(producer, LAST);
            }
            List<Long> messages = got.get();
            int came = messages.size() - 1;
            assertTrue(came == done || came == done + 1 && end != null, () -> done + " put, came: " + messages);
            List<Long> expected =
                    new ArrayList<>(LongStream.rangeClosed(1, came).boxed().toList());
            expected.add(LAST);
            assertEquals(expected, messages);
            return new Outcome(end, came + " messages");
        }
    }

    /** A producer waits for room that the child makes; the next consumer gets what the child has not got, and perhaps one more. */
    private Outcome gets(SharedChannel channel, int step) throws Exception {
        CompletableFuture<List<Long>> put = inThread(() -> {
            try (ChannelProducer producer = channel.producer()) {
                for (long i = 1; i <= ChannelCrashScenario.MESSAGES + 2; i++) {
                    put(producer, i);
                }
                put(producer, LAST);
            }
            return List.of();
        });
        SharedLong got = SharedLong.create(space, "got-" + step);
        try (ChildJvm child = start(step)) {
            String end = CrashRun.awaitEnd(child);
            long done = got.get();
            List<Long> messages = getUntilLast(channel);
            put.get();
            long first = messages.get(0);
            assertTrue(first == done + 1 || first == done && end != null, () -> done + " got, left: " + messages);
            List<Long> expected = new ArrayList<>(LongStream.rangeClosed(first, ChannelCrashScenario.MESSAGES + 2)
                    .boxed()
                    .toList());
            expected.add(LAST);
            assertEquals(expected, messages);
            return new Outcome(
                    end, done + " got, " + (first == done ? "the last one comes again" : "none comes again"));
        }
    }

    private Outcome other(SharedChannel channel, int step) throws Exception {
        if (scenario == ChannelCrashScenario.CLAIM_IN_VAIN) {
            try (ChannelProducer producer = channel.producer()) {
                for (long i = 1; i <= 2; i++) {
                    put(producer, i);
                }
            }
        }
        try (ChildJvm child = start(step)) {
            String end = CrashRun.awaitEnd(child);
            if (scenario == ChannelCrashScenario.CLOSE) {
                return closes(channel, end);
            }
            CompletableFuture<List<Long>> got = inThread(() -> getUntilLast(channel));
            try (ChannelProducer producer = channel.producer(1, TimeUnit.HOURS)) {
                put(producer, LAST);
            }
            assertEquals(
                    scenario == ChannelCrashScenario.CLAIM_IN_VAIN ? 3 : 1,
                    got.get().size());
            return new Outcome(end, "as before");
        }
    }

    private static Outcome closes(SharedChannel channel, String end) throws Exception {
        if (channel.isClosed()) {
            assertThrows(QueueClosedException.class, channel::producer);
            try (ChannelConsumer consumer = channel.consumer(1, TimeUnit.HOURS)) {
                assertThrows(QueueClosedException.class, consumer::await);
            }
            return new Outcome(end, "closed");
        }
        CompletableFuture<List<Long>> got = inThread(() -> getUntilLast(channel));
        try (ChannelProducer producer = channel.producer(1, TimeUnit.HOURS)) {
            put(producer, LAST);
        }
        assertEquals(List.of(LAST), got.get());
        return new Outcome(end, "open");
    }

    // ---- the survivors ----

    private static List<Long> getUntilLast(SharedChannel channel) throws InterruptedException {
        List<Long> got = new ArrayList<>();
        try (ChannelConsumer consumer = channel.consumer(1, TimeUnit.HOURS)) {
            while (got.isEmpty() || got.get(got.size() - 1) != LAST) {
                consumer.take(message -> got.add(message.getLong(0)), 1);
            }
        }
        return got;
    }

    private static void put(ChannelProducer producer, long value) throws InterruptedException {
        Claim claim = producer.claim(ChannelCrashScenario.MESSAGE_BYTES);
        claim.putLong(0, value);
        claim.commit();
    }

    private interface Task {
        List<Long> run() throws InterruptedException;
    }

    private static CompletableFuture<List<Long>> inThread(Task task) {
        CompletableFuture<List<Long>> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(task.run());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
