package dev.shm.robust;

import java.util.EnumSet;
import java.util.Set;

/** What is simulated: how many processes do what, what may befall them, and who helps them. To be set before it is run. */
final class SimScenario extends SimProgram {
    /** What makes a mourner look again on behalf of those who sleep. The shipped one does for each. */
    enum Attention {
        OWNER_DEAD,
        WORD_FREE,
        NO_WAITERS_BIT,
        FIRST_DEAD
    }

    int sections = 1;
    boolean deathsInSectionOnly;
    boolean starvation;
    boolean fair;
    int impatient;
    boolean threadEnds;
    boolean records;
    boolean byCodec;
    int readers;
    boolean unmerged;
    Set<Attention> attention = EnumSet.allOf(Attention.class);
    OwnerDeathPolicy policy = OwnerDeathPolicy.HAND_OVER;
    SimMutant mutant = SimMutant.NONE;

    private SimScenario(int processes) {
        super(processes);
    }

    static SimScenario of(int processes, int deaths) {
        SimScenario scenario = new SimScenario(processes);
        scenario.deaths(deaths);
        return scenario;
    }

    /** How often each thread acquires . */
    SimScenario sections(int count) {
        sections = count;
        return this;
    }

    /** Nobody dies anywhere else. */
    SimScenario deathsInSectionOnly() {
        deathsInSectionOnly = true;
        return this;
    }

    /** Any sleep may last so long that the sleeper calls itself starving. */
    SimScenario starvation() {
        starvation = true;
        return this;
    }

    /** First come, first served. */
    SimScenario fair() {
        fair = true;
        return this;
    }

    /** Any sleep of the first so many processes may end by time-out; that acquisition is given up. */
    SimScenario impatient(int first) {
        impatient = first;
        return this;
    }

    /** The first process has two threads and a mourner's; one thread ends in its section. */
    SimScenario threadEnds() {
        threadEnds = true;
        return this;
    }

    /** A mourner that looks only for these reasons; none at all: unbounded waits. */
    SimScenario mournerLooksFor(Set<Attention> reasons) {
        attention = reasons;
        return this;
    }

    /** What becomes of the lock when an owner dies. Where a repair is due the first process doesn't know how. */
    SimScenario policy(OwnerDeathPolicy chosen) {
        policy = chosen;
        return this;
    }

    /** A section writes a record, and the last so many processes read it without the lock: as often as there are sections. */
    SimScenario records(int lastSoManyRead) {
        records = true;
        readers = lastSoManyRead;
        return this;
    }

    /** The record's words are made by a codec. */
    SimScenario byCodec() {
        byCodec = true;
        return this;
    }

    /** Each run for itself, even where two come to the same place: for the check that this makes no difference. */
    SimScenario unmerged() {
        unmerged = true;
        return this;
    }

    SimScenario mutant(SimMutant wrong) {
        mutant = wrong;
        return this;
    }

    boolean isToBeRepaired() {
        return policy == OwnerDeathPolicy.MUST_REPAIR;
    }

    boolean knowsRepair(int process) {
        return policy == OwnerDeathPolicy.MUST_REPAIR && process > 1;
    }

    boolean isReader(int process) {
        return process > processes() - readers;
    }

    @Override
    boolean isImpatient(int process) {
        return process <= impatient;
    }

    @Override
    boolean areAlike(int one, int other) {
        return hasThreads(one) == hasThreads(other)
                && isReader(one) == isReader(other)
                && knowsRepair(one) == knowsRepair(other)
                && isImpatient(one) == isImpatient(other);
    }

    @Override
    boolean hasThreads(int process) {
        return threadEnds && process == 1;
    }

    // ---- the program ----

    @Override
    public SimMemory memory() {
        return SimLockMemory.MEMORY;
    }

    @Override
    public SimObserver observer() {
        return new SimLedger(this);
    }

    @Override
    SimBody body(int process, SimWorld right) {
        return new SimProcess(this, process, new SimTicket(mutant.in(right)));
    }

    @Override
    protected void live(SimHost host) {
        throw new UnsupportedOperationException("its processes are made in another way");
    }

    @Override
    boolean mayDieAt(SimMoment moment) {
        return !deathsInSectionOnly || moment.isInside();
    }

    @Override
    boolean hasStarvation() {
        return starvation;
    }

    /** Who found no place in line looks again after a while, if there is one for it. */
    @Override
    boolean looksAgain(SimState state, int process, int thread) {
        return fair
                && SimAttention.isPlaceFree(state)
                && state.futex.isQueuedAt(SimFutex.number(process, thread), SimLockMemory.WORD);
    }

    @Override
    boolean hasToSee(SimState state, int process, boolean quiet) {
        return new SimAttention(this, state).hasToSee(process);
    }

    @Override
    boolean isPrepared() {
        return false;
    }

    @Override
    long lookNanos() {
        return 0;
    }

    @Override
    boolean isUnmerged() {
        return unmerged;
    }
}
