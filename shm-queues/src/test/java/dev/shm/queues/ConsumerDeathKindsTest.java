package dev.shm.queues;

import static dev.shm.queues.QueueActor.hear;
import static dev.shm.queues.QueueActor.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows 6, 8 and 10 of the fault matrix for queues: a consumer with an element in hand ends in all the ways there are, or in another
 * namespace, while another one waits for that element.
 */
@ExtendWith(LeakCheck.class)
class ConsumerDeathKindsTest {
    /* Started in the background of a script, this JVM ignores some signals, and so would its children. */
    private static final String HEEDING_SIGNALS = "ulimit -c 0; exec env --default-signal=HUP,INT \"$@\"";
    private static final String[] PID_NAMESPACE = {"unshare", "-p", "-f", "--mount-proc"};
    private static final String[] TIME_NAMESPACE = {"unshare", "-T", "-f", "--boottime", "86400", "--monotonic", "86400"
    };

    @TempDir
    private Path directory;

    private final SharedSpace space = SharedSpace.temporary();
    private SharedQueue<Long> queue;

    @BeforeEach
    void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
        queue = SharedQueue.create(space, QueueActor.QUEUE, Codecs.longs(), 4, 64, ConsumerDeathPolicy.REDELIVER);
    }

    @AfterEach
    void closeSpace() {
        space.close();
        queue = null; // JUnit keeps the last instance that had parameters, and with it the mapping
    }

    private ChildJvmBuilder actor() {
        return QueueActor.of(space)
                .options("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + directory.resolve("crash.log"));
    }

    private interface End {
        void of(ChildJvm consumer);
    }

    /** One takes an element and ends; this JVM waits for it. */
    private void endOf(ChildJvmBuilder consumers, End end) throws InterruptedException {
        queue.add(1L);
        try (ChildJvm consumer = consumers.start()) {
            assertEquals("1", tell(consumer, "take"));
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    Delivery<Long> again = queue.receive();
                    assertEquals(1, again.element());
                    assertEquals(1, again.returns());
                    again.done();
                } else {
                    HangGuard.await("one waits", () -> queue.waitingConsumers() == 1);
                    end.of(consumer);
                }
            });
            consumer.endInput();
            consumer.awaitExit();
        }
    }

    private void assertDeath(long pid) {
        assertEquals(1, queue.orphans());
        assertEquals(pid, queue.lastConsumerDeath().orElseThrow().pid());
    }

    @ValueSource(strings = {"exit", "halt"})
    @ParameterizedTest
    void receive_otherEndsItself_getsWhatItHad(String order) throws InterruptedException {
        long[] pid = new long[1];
        endOf(actor(), consumer -> {
            pid[0] = consumer.pid();
            consumer.send(order);
        });
        assertDeath(pid[0]);
    }

    /** It closes its space on its way out: it has given back what it had, and that is no death. */
    @Test
    void receive_otherReturnsFromMain_getsWhatItHad() throws InterruptedException {
        endOf(actor(), ChildJvm::endInput);
        assertEquals(0, queue.orphans());
    }

    @ValueSource(strings = {"TERM", "INT", "HUP", "SEGV", "ABRT", "KILL"})
    @ParameterizedTest
    void receive_otherGetsSignal_getsWhatItHad(String signal) throws InterruptedException {
        long[] pid = new long[1];
        endOf(actor().prefix("sh", "-c", HEEDING_SIGNALS, "sh"), consumer -> {
            pid[0] = consumer.pid();
            consumer.signal(signal);
            assertNotEquals(0, consumer.awaitExit());
        });
        assertDeath(pid[0]);
    }

    @Test
    void receive_otherOfAnotherPidNamespaceIsKilled_getsWhatItHad() throws InterruptedException {
        Requirements.unshare();
        endOf(actor().prefix(PID_NAMESPACE), ChildJvm::kill);
        assertDeath(1); // as it is called in there
    }

    @Test
    void receive_otherOfAnotherTimeNamespaceIsKilled_getsWhatItHad() throws InterruptedException {
        Requirements.timeNamespaces();
        long[] pid = new long[1];
        endOf(actor().prefix(TIME_NAMESPACE), consumer -> {
            pid[0] = consumer.pid();
            consumer.kill();
        });
        assertDeath(pid[0]);
    }

    /** Its clock is a day ahead: it waits as long as it says all the same, and is not taken for dead. */
    @Test
    void poll_inAnotherTimeNamespace_waitsItsTimeAndGetsWhatComes() {
        Requirements.timeNamespaces();
        try (ChildJvm consumer = actor().prefix(TIME_NAMESPACE).start()) {
            assertEquals("null", tell(consumer, "wait 20"));
            consumer.send("wait 86400000");
            HangGuard.await("it waits", () -> queue.waitingConsumers() == 1);
            queue.add(2L);
            assertEquals("2", hear(consumer, "wait 86400000"));
            assertEquals(0, queue.orphans());
        }
    }
}
