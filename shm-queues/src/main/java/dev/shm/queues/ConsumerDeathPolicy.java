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
     * done.
     */
    REDELIVER
}
