/** Single values in shared memory. */
package dev.shm.value;
