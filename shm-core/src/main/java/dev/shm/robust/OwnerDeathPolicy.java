package dev.shm.robust;

/** What becomes of a lock whose owner died. It is chosen when the lock is made and stands in its file. */
public enum OwnerDeathPolicy {
    /** The next acquirer gets the lock; a warning in its log says who died. For data that is right after every store. */
    HAND_OVER,

    /**
     * The next acquirer that brings a repair action gets the lock, after its action has run; those without one get an
     * {@link InconsistentStateException} until then. For data that can be mended.
     */
    MUST_REPAIR,

    /** Nobody gets the lock again: everyone gets a {@link PoisonedLockException}. For data that can't be trusted again. */
    POISON;

    private static final OwnerDeathPolicy[] ALL = values();

    /** {@return what stands in a file for this policy} */
    public int code() {
        return ordinal();
    }

    /**
     * The policy that a file has.
     *
     * @param code what stands in the file
     * @return the policy
     * @throws IllegalArgumentException if there is none of that code
     */
    public static OwnerDeathPolicy of(int code) {
        if (code < 0 || code >= ALL.length) {
            throw new IllegalArgumentException("unknown policy: code=" + code);
        }
        return ALL[code];
    }
}
