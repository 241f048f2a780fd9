package dev.shm.sync;

import static dev.shm.robust.Simulations.assertCaught;
import static dev.shm.robust.Simulations.exhaust;
import static dev.shm.robust.Simulations.sample;

import dev.shm.robust.SimMemory;
import dev.shm.robust.SimOperation.Kind;
import dev.shm.robust.Simulations;
import dev.shm.sync.ReadWriteProgram.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shipped read-write lock, with deaths between any two steps: nobody writes together with another living writer or reader,
 * nobody waits for ever, and whoever comes afterwards can do everything. Two processes in every interleaving, three with the tag
 * "long".
 */
class ReadWriteSimulationTest {
    private static final int RUNS = 200;

    @Test
    void lock_twoProcessesOneDeath_holdsInEveryInterleaving() {
        exhaust("read-write, one reads, one writes", new ReadWriteProgram(Role.READS, Role.WRITES).deaths(1));
        exhaust("read-write, both write", new ReadWriteProgram(Role.WRITES, Role.WRITES).deaths(1));
        exhaust("read-write, one upgrades, one writes", new ReadWriteProgram(Role.UPGRADES, Role.WRITES).deaths(1));
        exhaust("read-write, one upgrades, one reads", new ReadWriteProgram(Role.UPGRADES, Role.READS).deaths(1));
        exhaust("read-write, both upgrade", new ReadWriteProgram(Role.UPGRADES, Role.UPGRADES).deaths(1));
    }

    /** A dead reader wakes the writer at most once: not at each look as long as the other one reads. */
    @Test
    void write_oneReaderDiesAnotherStays_sleepsOn() {
        exhaust(
                "read-write, two hold, one writes",
                new ReadWriteProgram(Role.HOLDS, Role.HOLDS, Role.WRITES).deaths(1));
    }

    @Test
    void lock_nobodyDies_needsNoMourner() {
        exhaust("read-write, no mourner", new ReadWriteProgram(Role.READS, Role.WRITES).withoutMourner());
        exhaust("read-write, no mourner", new ReadWriteProgram(Role.UPGRADES, Role.WRITES).withoutMourner());
    }

    @Test
    void lock_moreProcessesAndDeaths_holdsInSomeRuns() {
        sample(RUNS, new ReadWriteProgram(Role.READS, Role.READS, Role.WRITES).deaths(2));
        sample(RUNS, new ReadWriteProgram(Role.READS, Role.UPGRADES, Role.WRITES, Role.WRITES).deaths(2));
    }

    @Test
    @Tag("long")
    void lock_threeProcesses_holdsInEveryInterleaving() {
        exhaust("read-write, two read", new ReadWriteProgram(Role.READS, Role.READS, Role.WRITES).deaths(1));
        exhaust("read-write, two write", new ReadWriteProgram(Role.READS, Role.WRITES, Role.WRITES).deaths(1));
    }

    // ---- does the simulator notice? ----

    @Test
    void read_writerNotLookedFor_isCaught() {
        assertCaught(
                world -> step -> step.is(Kind.GET, ReadWriteLayout.WRITE_OFFSET) ? 0 : world.perform(step),
                "exclusion: one writes and one reads",
                () -> new ReadWriteProgram(Role.READS, Role.WRITES));
    }

    @Test
    void write_readersNotWaitedFor_isCaught() {
        assertCaught(
                world -> step -> step.is(Kind.GET, shareOfReader()) ? 0 : world.perform(step),
                "exclusion: one writes and one reads",
                () -> new ReadWriteProgram(Role.READS, Role.WRITES));
    }

    @Test
    void dead_takenForAlive_isCaught() {
        assertCaught(Simulations::nobodyDead, "hang", () -> new ReadWriteProgram(Role.READS, Role.WRITES).deaths(1));
    }

    @Test
    void leave_wakesNobody_isCaught() {
        assertCaught(
                world -> step -> step.is(Kind.WAKE, ReadWriteLayout.DRAINED_OFFSET) ? 0 : world.perform(step),
                "hang",
                () -> new ReadWriteProgram(Role.READS, Role.WRITES).withoutMourner());
    }

    /** The first process reads. */
    private static long shareOfReader() {
        return SimMemory.shareOf(ReadWriteLayout.SHARES_OFFSET, 1);
    }
}
