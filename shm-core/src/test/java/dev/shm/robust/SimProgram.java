package dev.shm.robust;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is simulated: what processes share, what each of them does, what may befall them, and who watches. One is run in many
 * ways, so nothing of a run may stand in it: what a process remembers is made in {@link #live}, what the observer has seen in
 * the {@link #observer}.
 */
public abstract class SimProgram {
    private final int processes;
    private int deaths;
    private boolean mourner = true;
    private boolean impatient;
    private boolean unmerged;
    private UnaryOperator<SimWorld> mutant = UnaryOperator.identity();

    /**
     * A program.
     *
     * @param processes how many there are, numbered from 1
     */
    protected SimProgram(int processes) {
        this.processes = processes;
    }

    /**
     * Processes may die, each between any two steps.
     *
     * @param most how many of them
     * @return this
     */
    public final SimProgram deaths(int most) {
        deaths = most;
        return this;
    }

    /**
     * No mourner looks after those who sleep. It makes up for lost wake-ups, but milliseconds later: none may be lost while
     * nobody dies.
     *
     * @return this
     */
    public final SimProgram withoutMourner() {
        mourner = false;
        return this;
    }

    /**
     * Every sleep of the first process may end because the time is over.
     *
     * @return this
     */
    public final SimProgram impatient() {
        impatient = true;
        return this;
    }

    /**
     * Each run is for itself, even where two come to the same place: for the check that this makes no difference.
     *
     * @return this
     */
    public final SimProgram eachRunForItself() {
        unmerged = true;
        return this;
    }

    /**
     * A step is done wrong, by all processes.
     *
     * @param wrong makes the world as the mutant has it
     * @return this
     */
    public final SimProgram mutant(UnaryOperator<SimWorld> wrong) {
        mutant = wrong;
        return this;
    }

    // ---- what it is ----

    /** {@return the words that they share; the same at every call} */
    public abstract SimMemory memory();

    /** {@return one that has not seen anything yet} */
    public abstract SimObserver observer();

    /**
     * The life of one process, with all that it remembers. What it does may depend on nothing but what it learns from its
     * host.
     *
     * @param host the process
     * @throws Exception which is a violation
     */
    protected abstract void live(SimHost host) throws Exception;

    /**
     * {@return the places in its engine where a thread needs nothing of what stands on its stack, or nothing that differs from run
     * to run: the kind of the step, the name of its word and the methods from the inside out, as in
     * {@code COMPARE_AND_SET section: tryFast lock enter countDown}}
     */
    protected Set<String> forgetful() {
        return Set.of();
    }

    /**
     * {@return the word of which a thread may keep on its stack what it has put there by a CAS, at such a place and until something
     * is told; negative if there is none}
     */
    protected long kept() {
        return -1;
    }

    /**
     * One process more, which comes when all others have ended, with nobody beside it: is everything as it should be?
     *
     * @param host the process, with a number of its own
     * @param dead how many have died
     * @throws Exception which is a violation
     */
    protected void audit(SimHost host, int dead) throws Exception {
        // nothing to be looked at
    }

    // ---- for the simulator ----

    /** How many processes there are. */
    public final int processes() {
        return processes;
    }

    final int deaths() {
        return deaths;
    }

    final SimWorld mutated(SimWorld right) {
        return mutant.apply(right);
    }

    boolean isImpatient(int process) {
        return impatient && process == 1;
    }

    /** Makes a process, which has not done anything yet. */
    SimBody body(int process, SimWorld right) {
        return new SimHost(this, process, mutated(right));
    }

    /** Whether two processes do the same. */
    boolean areAlike(int one, int other) {
        return false;
    }

    /** Whether a process has several threads, one of which is its mourner's. */
    boolean hasThreads(int process) {
        return false;
    }

    /** Whether a process may die there, if another one may die at all. */
    boolean mayDieAt(SimMoment moment) {
        return true;
    }

    /** Whether any sleep may last so long that it makes a difference. */
    boolean hasStarvation() {
        return false;
    }

    /** Whether a sleeper looks again by itself. */
    boolean looksAgain(SimState state, int process, int thread) {
        return false;
    }

    /**
     * Whether it could do any good if the mourner of a process looked.
     *
     * @param quiet whether nobody can do anything else but die: then the mourner has all the time it needs
     */
    boolean hasToSee(SimState state, int process, boolean quiet) {
        return mourner && state.futex.isAnyQueued(process) && SimLook.isOfUse(state, process, quiet);
    }

    /** Whether its processes say when they are {@linkplain SimHost#ready ready}. */
    boolean isPrepared() {
        return true;
    }

    /** What passes between two looks of the mourner. */
    long lookNanos() {
        return SimLook.NANOS;
    }

    /** Whether runs are told apart even where they come to the same place. */
    boolean isUnmerged() {
        return unmerged;
    }
}
