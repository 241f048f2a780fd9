package dev.shm.queues;

/**
 * The bytes of one element, copied out of the queue.
 *
 * @param scratch the bytes; to be given back
 * @param position how many elements were put before it
 * @param returns how often it came back from one that died
 */
record Taken(Scratch scratch, long position, int returns) {}
