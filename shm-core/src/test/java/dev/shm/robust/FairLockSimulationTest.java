package dev.shm.robust;

import dev.shm.robust.SimSearch.Extent;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import org.junit.jupiter.api.Test;

/**
 * The shipped fair lock in every interleaving, with deaths between any two steps: all that {@link RobustLockSimulationTest}
 * demands, and that nobody is served before one that slept when it came.
 */
class FairLockSimulationTest {
    private static final int RUNS = 3_000;

    @Test
    void lock_twoProcessesBothMayDie_holdsInEveryInterleaving() {
        exhaust("2 deaths", SimScenario.of(2, 2).fair().sections(2));
    }

    private static Extent exhaust(String name, SimScenario scenario) {
        Extent extent = SimSearch.exhaust(scenario);
        System.out.println("every interleaving, fair, " + name + ": " + extent);
        return extent;
    }

    private static void sample(int runs, SimScenario scenario) {
        HangGuard.run("simulation", () -> SimSearch.sample(scenario, Seeds.random("simulation"), runs));
    }
}
