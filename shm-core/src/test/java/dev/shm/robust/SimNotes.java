package dev.shm.robust;

import java.util.Arrays;

/** An observer who writes down the last thing that each process has said of each matter, and compares. */
public abstract class SimNotes implements SimObserver, Cloneable {
    private final int processes;
    private final int matters;
    private long[] said;
    private int dead;

    /**
     * One who has not heard anything: all is 0.
     *
     * @param processes how many there are
     * @param matters how many things they can say, from 0
     */
    protected SimNotes(int processes, int matters) {
        this.processes = processes;
        this.matters = matters;
        this.said = new long[processes * matters];
    }

    /**
     * A process has said something.
     *
     * @param process which, from 1
     * @param what the matter
     */
    protected void compare(int process, int what) {
        // the end will show
    }

    @Override
    public final SimObserver copy() {
        try {
            SimNotes copy = (SimNotes) clone();
            copy.said = said.clone();
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public final void told(int process, int what, long value) {
        note(process, what, value);
        compare(process, what);
    }

    /**
     * Writes something down, as if a process had said it.
     *
     * @param process which, from 1
     * @param what the matter
     * @param value of it
     */
    protected final void note(int process, int what, long value) {
        said[(process - 1) * matters + what] = value;
    }

    @Override
    public final void died(int process) {
        dead |= 1 << process;
    }

    /**
     * {@return what a process said last of a matter, be it dead or alive}
     * @param process which, from 1
     * @param what the matter
     */
    protected final long of(int process, int what) {
        return said[(process - 1) * matters + what];
    }

    /**
     * {@return the sum of what all live processes said last of a matter}
     * @param what the matter
     */
    protected final long sumOfLiving(int what) {
        long sum = 0;
        for (int process = 1; process <= processes; process++) {
            sum += isDead(process) ? 0 : of(process, what);
        }
        return sum;
    }

    /**
     * {@return whether a process has died}
     * @param process which, from 1
     */
    protected final boolean isDead(int process) {
        return (dead >>> process & 1) != 0;
    }

    /**
     * Complains unless something holds.
     *
     * @param met whether it does
     * @param what is wrong if it doesn't
     */
    protected static void require(boolean met, String what) {
        if (!met) {
            throw new SimViolation(what);
        }
    }

    @Override
    public final long fingerprint() {
        return SimLedger.mix(dead, Arrays.hashCode(said));
    }
}
