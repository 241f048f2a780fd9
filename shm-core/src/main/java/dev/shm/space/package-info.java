/** Named places inside a shared file. */
package dev.shm.space;
