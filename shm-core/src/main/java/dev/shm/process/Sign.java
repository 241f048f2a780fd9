package dev.shm.process;

/** What the kernel says of a process that stands in a slot. */
enum Sign {
    /** It runs, or some thread of it may run again. */
    RUNS,
    /** No thread of it will run another instruction of its own. */
    EXITING,
    /** There is no such process, or this process's {@code /proc} does not show it. */
    NONE
}
