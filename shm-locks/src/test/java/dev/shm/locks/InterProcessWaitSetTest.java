package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessLatch.DebtPolicy;
import dev.shm.robust.Awaitable;
import dev.shm.robust.DeathWarnings;
import dev.shm.robust.ProcessEnd;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Run twice by the build: waiting in the kernel, and waiting portably. */
@ExtendWith(LeakCheck.class)
class InterProcessWaitSetTest {
    private final SharedSpace space = SharedSpace.temporary();
    private final InterProcessEvent event = InterProcessEvent.create(space, "event");
    private final InterProcessEvent other = InterProcessEvent.create(space, "other");
    private final InterProcessLatch latch = InterProcessLatch.create(space, "latch", 1);

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @AfterEach
    void closeSpace() {
        space.close();
    }

    private ChildJvm start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(space.path().toString()));
        arguments.addAll(List.of(more));
        ChildJvm child = ChildJvm.start(Puppet.class, arguments.toArray(new String[0]));
        child.awaitLine("ready");
        return child;
    }

    /** Does something when a thread that waits for the set sleeps, and says what that one is told then. */
    private List<Awaitable> toldAfter(WaitSet set, Runnable action) throws Exception {
        AtomicReference<List<Awaitable>> told = new AtomicReference<>();
        HangGuard.threads(2, index -> {
            if (index == 0) {
                told.set(set.await());
            } else {
                HangGuard.await("it sleeps", () -> event.waiters() == 1);
                action.run();
            }
        });
        assertEquals(0, event.waiters());
        assertEquals(0, other.waiters());
        return told.get();
    }

    @Test
    void await_readyAtOnce_tellsAllInTheirOrder() throws Exception {
        WaitSet set = WaitSet.of(event, latch, other);
        assertEquals(List.of(), set.await(0, TimeUnit.SECONDS));
        other.set();
        assertEquals(List.of(other), set.await());
        event.set();
        latch.countDown();
        assertEquals(List.of(event, latch, other), set.await(1, TimeUnit.HOURS));
        event.clear();
        assertEquals(List.of(latch, other), set.ready());
        assertEquals(3, set.size());
    }

    @Test
    void await_timeIsOver_tellsNothing() throws Exception {
        assertEquals(List.of(), WaitSet.of(event, other, latch).await(5, TimeUnit.MILLISECONDS));
        assertEquals(List.of(), WaitSet.of(event).await(5, TimeUnit.MILLISECONDS));
        assertEquals(List.of(), WaitSet.of(event).await(-1, TimeUnit.MILLISECONDS));
    }

    @Test
    void await_oneOfSeveral_wakesUp() throws Exception {
        assertEquals(List.of(event), toldAfter(WaitSet.of(event, other, latch), event::set));
        event.clear();
        assertEquals(List.of(other), toldAfter(WaitSet.of(event, other, latch), other::set));
        other.clear();
        assertEquals(List.of(latch), toldAfter(WaitSet.of(event, other, latch), latch::countDown));
    }

    /** More than the kernel waits for at once. */
    @Test
    void await_oneOfThreeHundred_wakesUp() throws Exception {
        List<InterProcessEvent> events = new ArrayList<>(List.of(event));
        for (int i = 1; i < 300; i++) {
            events.add(InterProcessEvent.create(space, "event-" + i));
        }
        WaitSet set = WaitSet.of(events);
        assertEquals(
                List.of(events.get(299)), toldAfter(set, () -> events.get(299).set()));
        WaitSet asManyAsPossible = WaitSet.of(events.subList(0, 128));
        assertEquals(
                List.of(events.get(3)),
                toldAfter(asManyAsPossible, () -> events.get(3).set()));
        assertEquals(List.of(events.get(3), events.get(299)), set.ready());
    }

    @Test
    void await_manyWaitersOfTheSame_allHear() throws Exception {
        WaitSet set = WaitSet.of(event, other);
        HangGuard.threads(9, index -> {
            if (index > 0) {
                assertEquals(List.of(other), set.await());
            } else {
                HangGuard.await("all sleep", () -> event.waiters() == 8 && other.waiters() == 8);
                other.set();
            }
        });
    }

    @Test
    void await_interrupted_throws() throws Exception {
        WaitSet set = WaitSet.of(event, other);
        event.set();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, set::await);
        event.clear();
        AtomicReference<Thread> waiter = new AtomicReference<>();
        HangGuard.threads(2, index -> {
            if (index == 0) {
                waiter.set(Thread.currentThread());
                assertThrows(InterruptedException.class, set::await);
                assertFalse(Thread.interrupted());
            } else {
                HangGuard.await("it sleeps", () -> event.waiters() == 1);
                waiter.get().interrupt();
            }
        });
        assertEquals(0, event.waiters());
    }

    @Test
    void await_otherProcessSets_wakesUp() throws Exception {
        try (ChildJvm child = start()) {
            WaitSet set = WaitSet.of(event, other, space.endOf(child.pid()));
            assertEquals(List.of(other), toldAfter(set, () -> child.send("set other")));
            child.awaitLine("done");
        }
    }

    @Test
    void kill_oneOfTheProcesses_itsEndIsReady() throws Exception {
        try (ChildJvm one = start();
                ChildJvm two = start()) {
            ProcessEnd first = space.endOf(one.pid());
            ProcessEnd second = space.endOf(two.pid());
            assertFalse(first.isReady());
            assertEquals(List.of(second), toldAfter(WaitSet.of(event, first, second), two::kill));
            assertEquals(two.pid(), second.info().pid());
            assertTrue(second.toString().contains("pid " + two.pid()), second.toString());
            assertSame(first, space.endOf(one.pid()));
            assertThrows(IllegalArgumentException.class, () -> space.endOf(two.pid()));
            // By a set of ends alone too, and of a process that closes its space in good order.
            AtomicReference<List<Awaitable>> told = new AtomicReference<>();
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    told.set(WaitSet.of(first).await());
                } else {
                    one.send("close");
                }
            });
            assertEquals(List.of(first), told.get());
            one.awaitLine("closed");
        }
    }

    @Test
    void endOf_slotUsedAgain_isAnotherEnd() {
        try (ChildJvm one = start()) {
            ProcessEnd first = space.endOf(one.pid());
            one.kill();
            one.awaitExit();
            try (ChildJvm two = start()) {
                assertNotSame(first, space.endOf(two.pid()));
                assertTrue(first.isReady());
                assertFalse(space.endOf(two.pid()).isReady());
            }
        }
    }

    /** Killed after it has set the event, and before it wakes anybody: so does one that has died in the latch. */
    @Test
    void kill_whoOwesALatch_latchIsReady() throws Exception {
        InterProcessLatch breaking = InterProcessLatch.create(space, "breaking", 1, DebtPolicy.BREAK);
        try (ChildJvm child = start()) {
            child.send("owe");
            child.awaitLine("done");
            assertEquals(List.of(breaking), toldAfter(WaitSet.of(event, other, breaking), child::kill));
            assertTrue(breaking.brokenBy().isPresent());
        }
    }

    @Test
    void kill_whoWaits_othersAreNotDisturbed() throws Exception {
        try (ChildJvm child = start()) {
            child.send("wait");
            HangGuard.await("it sleeps", () -> event.waiters() == 1 && other.waiters() == 1);
            child.kill();
            child.awaitExit();
        }
        assertEquals(0, event.waiters());
        assertEquals(List.of(event), toldAfter(WaitSet.of(event, other), event::set));
    }

    @Test
    void await_severalSpaces_isPossible() throws Exception {
        try (SharedSpace second = SharedSpace.temporary()) {
            InterProcessEvent there = InterProcessEvent.create(second, "event");
            assertEquals(List.of(there), toldAfter(WaitSet.of(event, there), there::set));
        }
    }

    @Test
    void close_oneOfTheSpaces_waiterHearsOfIt() throws Exception {
        SharedSpace second = SharedSpace.temporary();
        InterProcessEvent there = InterProcessEvent.create(second, "event");
        HangGuard.threads(2, index -> {
            if (index == 0) {
                assertThrows(IllegalStateException.class, WaitSet.of(event, there)::await);
            } else {
                HangGuard.await("it sleeps", () -> event.waiters() == 1);
                second.close();
            }
        });
        assertThrows(IllegalStateException.class, WaitSet.of(event, there)::await);
        assertEquals(0, event.waiters());
    }

    @Test
    void of_badMembers_isRefused() {
        assertThrows(IllegalArgumentException.class, WaitSet::of);
        assertThrows(NullPointerException.class, () -> WaitSet.of(event, null));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> WaitSet.of(event, other, InterProcessEvent.open(space, "event")))
                .getMessage();
        assertTrue(message.contains("twice") && message.contains("event"), message);
        assertThrows(IllegalArgumentException.class, () -> space.endOf(0));
        assertThrows(IllegalArgumentException.class, () -> space.endOf(-1));
    }

    /** Does as it is told. */
    static final class Puppet {
        public static void main(String[] arguments) throws Exception {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            Child.say("ready");
            for (String line = Child.awaitLine(); line != null; line = Child.awaitLine()) {
                switch (line) {
                    case "set other" -> InterProcessEvent.open(space, "other").set();
                    case "owe" -> InterProcessLatch.open(space, "breaking").participate(1);
                    case "wait" ->
                        WaitSet.of(InterProcessEvent.open(space, "event"), InterProcessEvent.open(space, "other"))
                                .await();
                    default -> {
                        space.close();
                        Child.say("closed");
                        return;
                    }
                }
                Child.say("done");
            }
        }
    }
}
