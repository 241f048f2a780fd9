/** Which process this is, and whether another one still lives. */
package dev.shm.process;
