package dev.shm.space;

/**
 * An object in a space, as its file says.
 *
 * @param name in the space
 * @param kind the code of its {@link ObjectType}
 * @param lengthBytes of its file
 * @param creatorPid who made it, in that process's own PID namespace
 * @param createdEpochMillis when, in milliseconds since the epoch
 */
public record ObjectInfo(String name, int kind, long lengthBytes, long creatorPid, long createdEpochMillis) {}
