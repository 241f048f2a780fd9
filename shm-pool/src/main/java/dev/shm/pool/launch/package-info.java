/** Starts JVMs that run what this one does, and says how they ended. Not exported. */
package dev.shm.pool.launch;
