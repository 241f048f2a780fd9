package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.SimScenario.Attention;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Whether the simulator notices: the shipped lock with one step done wrong is caught where the right one passes. Some wrongs
 * need a mourner that sees less than the shipped one, which makes up for them.
 */
class RobustLockMutantTest {
    private static final Set<Attention> DEAD_ONLY = EnumSet.of(Attention.OWNER_DEAD);
    private static final Set<Attention> NOT_FREE = EnumSet.of(Attention.OWNER_DEAD, Attention.NO_WAITERS_BIT);
    private static final Set<Attention> NOTHING = EnumSet.noneOf(Attention.class);

    @Test
    void takeOver_byPlainStore_isCaught() {
        assertCaught(SimMutant.PLAIN_STORE_TAKE_OVER, "told once", () -> SimScenario.of(3, 2));
    }

    @Test
    void takeOver_dropsWaitersBit_isCaught() {
        assertCaught(
                SimMutant.WAITERS_DROPPED,
                "hang",
                () -> SimScenario.of(3, 2).deathsInSectionOnly().mournerLooksFor(DEAD_ONLY));
    }

    @Test
    void unlock_inTwoSteps_isCaught() {
        assertCaught(
                SimMutant.TWO_STEP_UNLOCK, "hang", () -> SimScenario.of(3, 2).mournerLooksFor(NOT_FREE));
    }

    @Test
    void unlock_inTwoStepsSecondAStore_isCaught() {
        assertCaught(SimMutant.TWO_STEP_UNLOCK_BY_STORE, "P3 fails", () -> SimScenario.of(3, 2));
    }

    @Test
    void sleep_waitersBitNotSet_isCaught() {
        assertCaught(SimMutant.WAITERS_NOT_SET, "livelock", () -> SimScenario.of(3, 2));
    }

    @Test
    void recovery_holderNotCleared_isCaught() {
        assertCaught(SimMutant.HOLDER_KEPT_IN_RECOVERY, "told once", () -> SimScenario.of(3, 2));
    }

    @Test
    void unlock_holderNotCleared_isCaught() {
        assertCaught(SimMutant.HOLDER_KEPT_AT_UNLOCK, "told once", () -> SimScenario.of(3, 2));
    }

    @Test
    void recovery_doesNotLookWhatIsRecorded_isCaught() {
        assertCaught(SimMutant.RECORDED_TWICE, "told once", () -> SimScenario.of(3, 2));
    }

    @Test
    void waits_unbounded_areRightUntilSomebodyDies() {
        SimSearch.exhaust(SimScenario.of(3, 0).mournerLooksFor(NOTHING));

        assertViolates("hang", SimScenario.of(3, 1).mournerLooksFor(NOTHING));
    }

    private static void assertCaught(SimMutant mutant, String reason, Supplier<SimScenario> scenario) {
        SimSearch.exhaust(scenario.get());

        assertViolates(reason, scenario.get().mutant(mutant));
    }

    private static void assertViolates(String reason, SimScenario scenario) {
        SimViolation violation = assertThrows(SimViolation.class, () -> SimSearch.exhaust(scenario));

        assertTrue(violation.getMessage().startsWith(reason), violation::getMessage);
    }
}
