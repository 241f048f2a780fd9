/** Locks and other synchronisers between JVMs. */
package dev.shm.locks;
