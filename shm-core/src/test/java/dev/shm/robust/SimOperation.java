package dev.shm.robust;

/**
 * One step of a simulated thread: all that it can do to others, and all that it can learn of them.
 *
 * @param kind what it does
 * @param offset of the word in shared memory; the slot for {@code IS_DEAD}; what is told
 * @param expected the expected value, where there is one; the flags of a sleep
 * @param value the new value, where there is one
 */
public record SimOperation(Kind kind, long offset, long expected, long value) {
    /** What a thread can do. */
    public enum Kind {
        GET,
        SET,
        COMPARE_AND_SET,
        SWAP,
        ADD,
        IS_DEAD,
        /** The kernel compares the word and queues the thread, in one. */
        AWAIT,
        /** It is in the kernel's queue. */
        SLEEP,
        WAKE,
        WAKE_LOCAL,
        /** A mourner with a thread of its own waits for something to see. */
        WATCH,
        /** A process has prepared itself: its first step from which on all happens at once. */
        READY,
        /** A thread says what it has or does, for the observer. No step of its own. */
        TELL,
        /** A thread begins to acquire. No step of its own: it happens with the step before. */
        BEGIN,
        /** The section begins; its fencing token. No step of its own either. */
        ENTER,
        /** The section has done all it had to do. No step of its own either. */
        LEAVE
    }

    /** How a sleep ends. */
    static final long WOKEN = 1;

    /** Woken after so long that it may call itself starving. */
    static final long WOKEN_LATE = 2;

    static final long TIMED_OUT = 3;

    /** It has not ended: the mourner looks. */
    static final long VISITED = 4;

    /** Flags of a sleep. */
    static final long MAY_TIME_OUT = 1;

    static final long IS_LATE = 2;

    static SimOperation of(Kind kind) {
        return new SimOperation(kind, 0, 0, 0);
    }

    /**
     * {@return a read}
     * @param offset of the word
     */
    public static SimOperation get(long offset) {
        return new SimOperation(Kind.GET, offset, 0, 0);
    }

    /**
     * {@return a store}
     * @param offset of the word
     * @param value to be stored
     */
    public static SimOperation set(long offset, long value) {
        return new SimOperation(Kind.SET, offset, 0, value);
    }

    /**
     * {@return a compare-and-set}
     * @param offset of the word
     * @param expected what must stand there
     * @param value to be stored
     */
    public static SimOperation compareAndSet(long offset, long expected, long value) {
        return new SimOperation(Kind.COMPARE_AND_SET, offset, expected, value);
    }

    /** Whether it happens together with the step before it. */
    boolean isMark() {
        return kind == Kind.TELL || kind == Kind.BEGIN || kind == Kind.ENTER || kind == Kind.LEAVE;
    }

    /**
     * {@return whether it is of a kind, and at a word}
     * @param what the kind
     * @param where the word
     */
    public boolean is(Kind what, long where) {
        return kind == what && offset == where;
    }

    /** Whether it reads or writes a word. */
    boolean isAccess() {
        return switch (kind) {
            case GET, SET, COMPARE_AND_SET, SWAP, ADD -> true;
            default -> false;
        };
    }

    /** Whether it would take the word from one owner to another: the step of an heir. */
    boolean isTakeOver() {
        return is(Kind.COMPARE_AND_SET, RobustLayout.WORD_OFFSET)
                && !OwnerWord.isFree(expected)
                && !OwnerWord.isFree(value)
                && (OwnerWord.ownerOf(expected) != OwnerWord.ownerOf(value)
                        || OwnerWord.has(expected & ~value, OwnerWord.THREAD_ENDED));
    }

    /** Whether it would take the owner out of the word. */
    boolean isRelease() {
        return is(Kind.COMPARE_AND_SET, RobustLayout.WORD_OFFSET)
                && !OwnerWord.isFree(expected)
                && OwnerWord.isFree(value);
    }
}
