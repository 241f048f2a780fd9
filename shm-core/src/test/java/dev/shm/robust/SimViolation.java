package dev.shm.robust;

/** Something happens in the simulation that must never happen. */
public final class SimViolation extends AssertionError {
    private static final long serialVersionUID = 1;

    /**
     * It happens.
     *
     * @param what happens
     */
    public SimViolation(String what) {
        this(what, null);
    }

    SimViolation(String what, Throwable cause) {
        super(what, cause);
    }
}
