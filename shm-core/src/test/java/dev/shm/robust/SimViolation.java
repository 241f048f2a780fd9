package dev.shm.robust;

/** Something happens in the simulation that must never happen. */
final class SimViolation extends AssertionError {
    private static final long serialVersionUID = 1;

    SimViolation(String what, Throwable cause) {
        super(what, cause);
    }
}
