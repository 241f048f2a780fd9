package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A shared record, shipped code, in every interleaving, with deaths between any two steps: what is read is one record and
 * neither older nor newer than what was written, and each write follows from the one before.
 */
class RecordSimulationTest {
    private static final int RUNS = 500;

    @Test
    void record_oneWriterThreeTimes_everyReadIsWhole() {
        exhaust("one writer", SimScenario.of(2, 1).sections(3).records(1));
        exhaust(
                "one writer, by codec",
                SimScenario.of(2, 1).sections(3).records(1).byCodec());
    }

    @Test
    void record_twoWritersWhoMayDie_everyReadIsWhole() {
        exhaust("two writers", SimScenario.of(3, 2).records(1));
    }

    @Test
    void record_threeWritersWhoMayDie_everyReadIsWholeInSomeRuns() {
        HangGuard.run(
                "simulation",
                () -> SimSearch.sample(SimScenario.of(5, 3).sections(2).records(2), Seeds.random("records"), RUNS));
    }

    @Test
    @Tag("long")
    void record_threeWritersWhoMayDie_everyReadIsWhole() {
        exhaust("three writers", SimScenario.of(4, 2).records(1));
    }

    @Test
    @Tag("nightly")
    void record_twoWritersTwice_everyReadIsWhole() {
        exhaust("two writers, twice", SimScenario.of(3, 1).sections(2).records(1));
    }

    @Test
    void write_withoutLock_isCaught() {
        assertCaught(
                SimMutant.RECORD_UNLOCKED, "counter", () -> SimScenario.of(2, 0).records(0));
    }

    @Test
    void write_notBegun_isCaught() {
        assertCaught(
                SimMutant.RECORD_NOT_BEGUN,
                "P2 fails",
                () -> SimScenario.of(2, 0).sections(2).records(1));
    }

    @Test
    void write_saidBeforeItIsDone_isCaught() {
        assertCaught(
                SimMutant.RECORD_WRITTEN_LATE,
                "torn",
                () -> SimScenario.of(2, 0).records(1));
    }

    @Test
    void read_withoutSecondLook_isCaught() {
        assertCaught(
                SimMutant.RECORD_ONE_LOOK,
                "P2 fails",
                () -> SimScenario.of(2, 0).sections(2).records(1));
    }

    private static void exhaust(String name, SimScenario scenario) {
        System.out.println("every interleaving, record, " + name + ": " + SimSearch.exhaust(scenario));
    }

    private static void assertCaught(SimMutant mutant, String reason, Supplier<SimScenario> scenario) {
        SimSearch.exhaust(scenario.get());

        SimViolation violation = assertThrows(
                SimViolation.class, () -> SimSearch.exhaust(scenario.get().mutant(mutant)));
        assertTrue(violation.getMessage().lines().findFirst().orElse("").contains(reason), violation::getMessage);
    }
}
