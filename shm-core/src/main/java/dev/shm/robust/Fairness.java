package dev.shm.robust;

/** In which order those who wait for a lock get it. Chosen when the lock is made, and written into its file. */
public enum Fairness {
    /** Whoever comes when it is free; a waiter that was passed over for 10 ms ends that. The faster one. */
    BARGING,

    /**
     * First come, first served, across processes. The dead and those who have given up are passed over; one that is only
     * stopped is not. There are 4096 places in line, of which a process has half at most; who finds none waits for one first,
     * and those in no order but that of their process.
     */
    FAIR
}
