package dev.shm.robust;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;

/** Makes the engine of a place of a shared object. */
public interface EngineMaker {
    /**
     * {@return a new one, not yet open}
     * @param words the memory
     * @param offset where its bytes begin
     * @param self this process
     * @param site what surrounds it: name, policy, processes, where threads sleep
     */
    Engine make(Words words, long offset, Incarnation self, LockSite site);
}
