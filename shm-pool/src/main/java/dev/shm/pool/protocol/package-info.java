/**
 * What a pool and its workers say to each other, and how it gets across: the floor below both sides, which never meet.
 *
 * <p>Not exported: it is no contract but of these two, which are always of the same version.
 */
package dev.shm.pool.protocol;
