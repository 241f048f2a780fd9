package dev.shm.queues;

/** What becomes of the elements that a consumer has in hand when its process dies. */
public enum ConsumerDeathPolicy {
    /**
     * They are lost, and reported: who, when, how many. Room is free as soon as an element is taken. A thread that ends while its process
     * lives is done with what it took last.
     */
    REPORT,
    /**
     * They are delivered again, before all others, and say so; also if only the thread ends. An element keeps its room until it is
     * done. A warning tells of the death.
     */
    REDELIVER,
    /** The same without a warning, for those who can tell of a death themselves: they find it out by what is delivered again. */
    REDELIVER_IN_SILENCE;

    boolean redelivers() {
        return this != REPORT;
    }

    boolean warns() {
        return this != REDELIVER_IN_SILENCE;
    }
}
