package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;

/** A process that comes when all others have ended, and has the memory to itself. */
final class SimAudit implements SimWorld {
    private static final int LONGEST_WAIT = 50;

    private final SimState state;
    private final int process;
    private int waited;

    private SimAudit(SimState state, int process) {
        this.state = state;
        this.process = process;
    }

    /** Looks after what a program has left behind; the state is its own. */
    static void of(SimProgram program, SimState state) {
        int process = program.processes() + 1;
        try {
            program.audit(new SimHost(program, process, program.mutated(new SimAudit(state, process))), state.deaths());
        } catch (SimViolation e) {
            throw e;
        } catch (Exception | AssertionError e) {
            throw new SimViolation("afterwards: " + e, e);
        }
    }

    @Override
    public long perform(SimOperation step) {
        int number = SimFutex.number(process - 1, 0);
        if (step.kind() == Kind.SLEEP && !state.futex.isWoken(number)) {
            if (waited++ == LONGEST_WAIT) {
                throw new SimViolation("hang: who comes afterwards waits for ever");
            }
            return SimOperation.VISITED;
        }
        long choice = step.kind() == Kind.SLEEP ? SimOperation.WOKEN : SimMove.NOBODY;
        return state.perform(new SimMove(process - 1, 0, choice), step);
    }
}
