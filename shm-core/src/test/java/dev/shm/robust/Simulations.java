package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.SimOperation.Kind;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** How tests run programs, and what goes wrong in their mutants. */
public final class Simulations {
    private Simulations() {}

    /**
     * Every interleaving.
     *
     * @param name for people
     * @param program what is run
     * @return how much it was
     */
    public static SimSearch.Extent exhaust(String name, SimProgram program) {
        SimSearch.Extent extent = SimSearch.exhaust(program);
        System.out.println("every interleaving, " + name + ": " + extent);
        return extent;
    }

    /**
     * Some runs, by a seed that is printed.
     *
     * @param runs how many
     * @param program what is run
     */
    public static void sample(int runs, SimProgram program) {
        HangGuard.run("simulation", () -> SimSearch.sample(program, Seeds.random("simulation"), runs));
    }

    /**
     * The right one passes and the mutant is caught.
     *
     * @param mutant what is done wrong
     * @param reason how the complaint begins
     * @param program makes what is run
     */
    public static void assertCaught(UnaryOperator<SimWorld> mutant, String reason, Supplier<SimProgram> program) {
        SimSearch.exhaust(program.get());

        assertViolates(reason, program.get().mutant(mutant));
    }

    /**
     * Something goes wrong in some interleaving.
     *
     * @param reason how the complaint begins
     * @param program what is run
     */
    public static void assertViolates(String reason, SimProgram program) {
        SimViolation violation = assertThrows(SimViolation.class, () -> SimSearch.exhaust(program));
        assertTrue(violation.getMessage().startsWith(reason), violation::getMessage);
    }

    /**
     * The right one passes and the mutant is caught in one of some runs by chance, which are the same each time.
     *
     * @param mutant what is done wrong
     * @param reason how the complaint begins
     * @param runs how many
     * @param program makes what is run
     */
    public static void assertCaughtInSomeRun(
            UnaryOperator<SimWorld> mutant, String reason, int runs, Supplier<SimProgram> program) {
        SimSearch.sample(program.get(), new Random(1), runs / 20);

        SimViolation violation = assertThrows(
                SimViolation.class, () -> SimSearch.sample(program.get().mutant(mutant), new Random(1), runs));
        assertTrue(violation.getMessage().startsWith(reason), violation::getMessage);
    }

    /** A mutant that takes everybody for alive. */
    public static SimWorld nobodyDead(SimWorld world) {
        return step -> step.kind() == Kind.IS_DEAD ? 0 : world.perform(step);
    }

    /** A mutant that wakes nobody. */
    public static SimWorld silent(SimWorld world) {
        return step -> step.kind() == Kind.WAKE ? 0 : world.perform(step);
    }

    /**
     * A mutant that leaves out some steps, and takes them for done.
     *
     * @param which they are
     * @return the mutant
     */
    public static UnaryOperator<SimWorld> without(Predicate<SimOperation> which) {
        return world -> step -> which.test(step) ? 1 : world.perform(step);
    }
}
