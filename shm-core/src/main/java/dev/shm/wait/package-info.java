/** Waiting for another process and waking it. */
package dev.shm.wait;
