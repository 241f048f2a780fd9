package dev.shm.queues;

/** What becomes of the elements that a consumer has in hand when its process dies, or its thread ends. */
public enum ConsumerDeathPolicy {
    /** They are lost, and reported: who, when, how many. Room is free as soon as an element is taken. */
    REPORT,
    /** They are delivered again, before all others, and say so. An element keeps its room until it is done. */
    REDELIVER
}
