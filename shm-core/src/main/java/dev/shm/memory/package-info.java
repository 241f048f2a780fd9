/** Mapped memory and ordered access to it. */
package dev.shm.memory;
