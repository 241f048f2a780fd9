package dev.shm.robust;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.robust.SimOperation.Kind;
import java.util.List;

/**
 * One simulated process as its program sees it: shared memory, a site for its engines, a clock that moves only while it sleeps.
 * The looks of its mourner are done by its thread, while that sleeps.
 */
public final class SimHost implements SimBody {
    private static final long LONG_NANOS = 20_000_000;

    private final SimProgram program;
    private final int process;
    private final SimWorld world;
    private List<Mourned> mourned = List.of();
    private Object heap;
    private long now;
    private int tellings;
    /** Where it has slept since it told something, and since when; what else may stand on its stack. */
    private long past;

    private boolean late;
    private boolean over;
    private boolean timed;
    private int acquisition;

    SimHost(SimProgram program, int process, SimWorld world) {
        this.program = program;
        this.process = process;
        this.world = step -> noted(step, world.perform(step));
        this.timed = program.isImpatient(process);
    }

    // ---- for the program ----

    /** {@return the number of the process, from 1; one of the few things by which processes may differ} */
    public int process() {
        return process;
    }

    /** {@return its slot and incarnation} */
    public Incarnation self() {
        return new Incarnation(process, process);
    }

    /** {@return the memory} */
    public Words words() {
        return new SimWords(program.memory(), world);
    }

    /**
     * The site of an engine.
     *
     * @param offset where its word is, or its first lock
     * @return a new one
     */
    public LockSite site(long offset) {
        return new SimSite(this, offset);
    }

    /**
     * Has its mourner look after all that threads wait for in something, which is all that the process remembers. To be called
     * once, before the first step.
     *
     * @param engine which has been made; in an array, if there are several
     */
    public void lookAfter(Object engine) {
        mourned = SimHeap.mournedIn(engine);
        heap = engine;
        now++;
    }

    /**
     * Ends what this process has prepared: until here each process runs alone, one after the other, and none dies. To be called
     * once by each.
     */
    public void ready() {
        world.perform(SimOperation.of(Kind.READY));
    }

    /**
     * Tells the observer something, in the same moment as the step before. What the process does later must not depend on
     * anything but what is told, how often something was told before, and its engine: runs in which these are the same are one
     * from here on.
     *
     * @param what a number that means something to the program
     * @param value another one
     */
    public void tell(int what, long value) {
        tellings++;
        past = 0;
        world.perform(new SimOperation(Kind.TELL, what, 0, value));
    }

    @Override
    public void live() throws Exception {
        program.live(this);
    }

    @Override
    public SimPlace placeBefore(SimOperation step) {
        int code = step.kind() == Kind.TELL ? 0 : SimPlace.codeOf(step, program);
        if (code == SimPlace.UNKNOWN) {
            return null;
        }
        long counted = SimLedger.mix(SimLedger.mix(SimLedger.mix(memories(), tellings), past), now);
        return new SimPlace(step, code, SimLedger.mix(counted, SimHeap.fingerprintOf(heap)));
    }

    /** What it has put into a word by a CAS may still stand on its stack. */
    private long noted(SimOperation step, long learnt) {
        if (learnt != 0 && step.is(Kind.COMPARE_AND_SET, program.kept())) {
            past = SimLedger.mix(past, step.value());
        }
        return learnt;
    }

    // ---- for its sites ----

    SimWorld world() {
        return world;
    }

    SimProgram program() {
        return program;
    }

    /** Before each acquisition; a timed one may give up in its sleep. */
    void begin(boolean mayGiveUp) {
        late = false;
        over = false;
        timed = mayGiveUp;
        acquisition++;
        world.perform(SimOperation.of(Kind.BEGIN));
    }

    void sleep(long offset, int expected, long nanos) {
        if (world.perform(new SimOperation(Kind.AWAIT, offset, expected, 0)) == 0) {
            return;
        }
        past = SimLedger.mix(SimLedger.mix(past, offset), now);
        while (true) {
            long end = world.perform(new SimOperation(Kind.SLEEP, 0, flags(), 0));
            if (end == SimOperation.VISITED) {
                now += program.lookNanos();
                visit();
            } else {
                if (end == SimOperation.WOKEN_LATE) {
                    late = true;
                    now += LONG_NANOS;
                } else if (end == SimOperation.TIMED_OUT) {
                    now += nanos;
                    over = true;
                }
                return;
            }
        }
    }

    private void visit() {
        for (Mourned each : mourned) {
            if (each.isAwaited()) {
                each.visit();
            }
        }
    }

    private long flags() {
        return (timed ? SimOperation.MAY_TIME_OUT : 0) | (late ? SimOperation.IS_LATE : 0);
    }

    /** What it remembers of its sleeps. */
    long memories() {
        return (long) acquisition << 32 | (over ? 1 << 16 : 0) | flags();
    }

    long nanoTime() {
        return now;
    }
}
