/**
 * Which file: a space is a directory, an object in it a file that proves what it is.
 *
 * <p>Start at {@link dev.shm.space.SharedSpace}. {@link dev.shm.space.ObjectFile} is what shared types are built on.
 *
 * <p>Happens-before: what was stored in an object before its creation ended happens-before every use of it by one who
 * opened it.
 */
package dev.shm.space;
