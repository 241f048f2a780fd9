package dev.shm.robust;

/**
 * One step of a simulated thread: all that it can do to others, and all that it can learn of them.
 *
 * @param kind what it does
 * @param offset of the word in shared memory; the slot for {@code IS_DEAD}
 * @param expected the expected value, where there is one; the flags of a sleep
 * @param value the new value, where there is one
 */
record SimOperation(Kind kind, long offset, long expected, long value) {
    /** What a thread can do. */
    enum Kind {
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

    static SimOperation get(long offset) {
        return new SimOperation(Kind.GET, offset, 0, 0);
    }

    static SimOperation set(long offset, long value) {
        return new SimOperation(Kind.SET, offset, 0, value);
    }

    static SimOperation compareAndSet(long offset, long expected, long value) {
        return new SimOperation(Kind.COMPARE_AND_SET, offset, expected, value);
    }

    /** Whether it happens together with the step before it. */
    boolean isMark() {
        return kind == Kind.BEGIN || kind == Kind.ENTER || kind == Kind.LEAVE;
    }

    boolean is(Kind what, long where) {
        return kind == what && offset == where;
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

    @Override
    public String toString() {
        String where = SimMemory.name(offset);
        return switch (kind) {
            case GET -> where;
            case SET -> where + " = " + SimMemory.text(offset, value);
            case COMPARE_AND_SET ->
                where + ": " + SimMemory.text(offset, expected) + " -> " + SimMemory.text(offset, value);
            case SWAP -> where + " <-> " + SimMemory.text(offset, value);
            case ADD -> where + " + " + value;
            case IS_DEAD -> "is P" + offset + " dead";
            case AWAIT -> "sleep while " + where + " is " + SimMemory.text(offset, expected & 0xFFFF_FFFFL);
            case WAKE -> "wake " + value + " at " + where;
            case ENTER -> "enter with token " + value;
            default -> kind.name();
        };
    }
}
