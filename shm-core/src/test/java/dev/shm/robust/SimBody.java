package dev.shm.robust;

import java.util.List;

/** The heap of one simulated process, and what its threads do. */
interface SimBody {
    /** What a process with one thread does. */
    void live() throws Exception;

    /** What each thread of a process with several does. */
    default List<Runnable> threads() {
        throw new UnsupportedOperationException("a process with one thread");
    }

    /** The place at which its thread is before a step, if runs that come there with equal memories go on alike; else null. */
    default SimPlace placeBefore(SimOperation step) {
        return null;
    }
}
