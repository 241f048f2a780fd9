/** What happens when a process dies half-way. */
package dev.shm.robust;
