package dev.shm.queues;

import static dev.shm.robust.Simulations.assertCaught;
import static dev.shm.robust.Simulations.assertCaughtInSomeRun;
import static dev.shm.robust.Simulations.exhaust;
import static dev.shm.robust.Simulations.sample;
import static dev.shm.robust.Simulations.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.QueueProgram.Role;
import dev.shm.robust.SimOperation.Kind;
import dev.shm.robust.SimProgram;
import dev.shm.robust.SimSearch.Extent;
import dev.shm.robust.Simulations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shipped queue, with deaths between any two steps: an element that was put is taken once, whole and in order, or was in hand of
 * one that died, is lost then or comes back with a mark; everything is done once, no room is missing, and nobody waits for ever.
 */
class QueueSimulationTest {
    private static final int IN_ITS_SLOT = 8;
    private static final int IN_THE_RING = 32;
    private static final int RUNS = 60;

    private static QueueProgram lost(int capacity, int lengthBytes, Role... roles) {
        return new QueueProgram(ConsumerDeathPolicy.REPORT, capacity, lengthBytes, roles);
    }

    private static QueueProgram again(int capacity, int lengthBytes, Role... roles) {
        return new QueueProgram(ConsumerDeathPolicy.REDELIVER, capacity, lengthBytes, roles);
    }

    @Test
    void putAndTake_oneDeath_isRightInEveryInterleaving() {
        exhaust("put, take, lost", lost(1, IN_ITS_SLOT, Role.PUT, Role.TAKE).deaths(1));
        exhaust("put, take, again", again(1, IN_ITS_SLOT, Role.PUT, Role.TAKE).deaths(1));
        exhaust(
                "put, receive, ring",
                again(1, IN_THE_RING, Role.PUT, Role.RECEIVE).deaths(1));
    }

    @Test
    void put_queueIsFullAndOneDies_findsTheRoom() {
        exhaust("full", lost(1, IN_ITS_SLOT, Role.TAKE, Role.PUT).filled(1).deaths(1));
    }

    @Test
    void join_oneDies_waitsForNobodyElse() {
        exhaust(
                "join, clear",
                lost(2, IN_ITS_SLOT, Role.CLEAR, Role.JOIN).filled(2).deaths(1));
        exhaust(
                "join, take",
                lost(1, IN_ITS_SLOT, Role.TAKE, Role.JOIN).filled(1).deaths(1));
        exhaust(
                "join, receive",
                again(1, IN_ITS_SLOT, Role.RECEIVE, Role.JOIN).filled(1).deaths(1));
    }

    @Test
    void receive_oneDiesWithElementsInHand_nextOneGetsThem() {
        exhaust(
                "two, one after the other",
                again(2, IN_ITS_SLOT, Role.RECEIVE_TWO).filled(2).deaths(1));
        sample(RUNS, oneThatTwoWaitFor());
    }

    private static SimProgram oneThatTwoWaitFor() {
        return again(1, IN_ITS_SLOT, Role.RECEIVE, Role.TAKE).filled(1).deaths(1);
    }

    /** By far the most interleavings: what both have seen in vain is remembered. */
    @Test
    @Tag("long")
    void receive_oneDiesWithWhatTheOtherWaitsFor_thatOneGetsItInEveryInterleaving() {
        exhaust("one, who waits for it", oneThatTwoWaitFor());
    }

    @Test
    void putAndTake_nobodyDies_needsNoMourner() {
        exhaust(
                "put, take, no mourner",
                again(1, IN_ITS_SLOT, Role.PUT, Role.TAKE).withoutMourner());
        exhaust(
                "join, no mourner",
                lost(1, IN_ITS_SLOT, Role.TAKE, Role.JOIN).filled(1).withoutMourner());
        sample(RUNS, putDownForRoom().withoutMourner());
    }

    /** The second one that it waits for is put where the first one was, which it has in hand until then. */
    private static QueueProgram putDownForRoom() {
        return again(1, IN_ITS_SLOT, Role.TAKE_TWO, Role.PUT).filled(1);
    }

    @Test
    void putAndTake_moreProcessesAndDeaths_isRightInSomeRuns() {
        sampleEach(RUNS);
    }

    @Test
    @Tag("long")
    void putAndTake_moreProcessesAndDeaths_isRightInManyRuns() {
        sampleEach(30 * RUNS);
    }

    @Test
    @Tag("long")
    void putAndTake_moreSteps_isRightInEveryInterleaving() {
        exhaust("two deaths", again(1, IN_ITS_SLOT, Role.PUT, Role.TAKE).deaths(2));
        exhaust(
                "full, again",
                again(1, IN_ITS_SLOT, Role.RECEIVE, Role.PUT).filled(1).deaths(1));
        exhaust("full, no mourner", putDownForRoom().withoutMourner());
    }

    /** Of two that have no cause to wait: who waits at the end has got there by many ways, each an end for itself. */
    @Test
    @Tag("long")
    void search_placesMergedOrNot_findsTheSameEnds() {
        Extent merged = exhaust(
                "merged", lost(2, IN_ITS_SLOT, Role.TAKE, Role.TAKE).filled(2).deaths(1));
        Extent unmerged = exhaust(
                "not merged",
                lost(2, IN_ITS_SLOT, Role.TAKE, Role.TAKE).filled(2).deaths(1).eachRunForItself());

        assertEquals(unmerged.ends(), merged.ends());
        assertTrue(unmerged.states() > merged.states(), () -> unmerged + " and " + merged);
    }

    private static void sampleEach(int runs) {
        sample(
                runs,
                again(2, IN_THE_RING, Role.PUT_TWO, Role.RECEIVE_TWO, Role.TAKE_TWO)
                        .deaths(2));
        sample(
                runs,
                lost(2, IN_THE_RING, Role.PUT_TWO, Role.PUT_TWO, Role.TAKE_TWO, Role.TAKE)
                        .deaths(2));
        sample(
                runs,
                again(2, IN_ITS_SLOT, Role.PUT_TWO, Role.RECEIVE, Role.JOIN, Role.TAKE_TWO)
                        .deaths(2));
        sample(
                runs,
                again(4, IN_ITS_SLOT, Role.RECEIVE_TWO, Role.CLEAR, Role.PUT_TWO)
                        .filled(2)
                        .deaths(2));
    }

    // ---- does the simulator notice? ----

    @Test
    void dead_takenForAlive_isCaught() {
        assertCaught(
                Simulations::nobodyDead,
                "hang",
                () -> again(1, IN_ITS_SLOT, Role.PUT, Role.TAKE).deaths(1));
    }

    /** Head and share are changed one after the other, and nothing says so. */
    @Test
    void journal_notCommitted_isCaught() {
        assertCaught(
                without(step -> step.is(Kind.SET, QueueLayout.JOURNAL_OFFSET) && step.value() != 0),
                "afterwards: java.lang.AssertionError: done",
                () -> again(2, IN_ITS_SLOT, Role.RECEIVE_TWO).filled(2).deaths(1));
    }

    @Test
    void take_wakesNobody_isCaught() {
        assertCaughtInSomeRun(
                world -> step -> step.is(Kind.WAKE, QueueLayout.NOT_FULL_OFFSET) ? 0 : world.perform(step),
                "hang",
                20 * RUNS,
                () -> putDownForRoom().withoutMourner());
    }

    /** What one takes does not say whose it is: if that one dies it does not come back. */
    @Test
    void take_ownerNotWritten_isCaught() {
        long owner = QueueLayout.LENGTH + SlotLayout.OWNER_OFFSET;
        assertCaught(
                without(step -> step.is(Kind.SET, owner)),
                "afterwards: java.lang.AssertionError: room",
                () -> again(1, IN_ITS_SLOT, Role.RECEIVE).filled(1).deaths(1));
    }

    /** The slot says that it is filled before the element is there. */
    @Test
    void put_elementNotWritten_isCaught() {
        long element = QueueLayout.LENGTH + SlotLayout.INLINED_OFFSET;
        assertCaught(
                without(step -> step.is(Kind.SET, element)),
                "P2 fails: java.lang.AssertionError: half of an element",
                () -> again(1, IN_ITS_SLOT, Role.PUT, Role.TAKE).deaths(1));
    }

    /** Who puts next does not look whether one has died before it had moved the tail. */
    @Test
    void put_tailNotMended_isCaught() {
        assertCaught(
                world -> step -> step.is(Kind.GET, QueueLayout.NEXT_BYTES_OFFSET) ? 0 : world.perform(step),
                "afterwards: dev.shm.memory.RegionDamagedException",
                () -> lost(2, IN_THE_RING, Role.PUT, Role.PUT).deaths(1));
    }
}
