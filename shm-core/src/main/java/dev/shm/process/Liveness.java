package dev.shm.process;

/** Answers whether a process is dead; the seam at which the simulator's processes die. */
public interface Liveness {
    /**
     * Whether a process will never again run an instruction. Once true, it stays true.
     *
     * @param slot as recorded by that process; any value
     * @param incarnation as recorded by that process; any value
     * @return true only with the kernel's word for it; false as well if nothing can be found out just now
     */
    boolean isDead(int slot, long incarnation);
}
