/**
 * What data: values that several JVMs read and change, each with a lock of its own inside.
 *
 * <p>Happens-before: as in {@code java.util.concurrent.atomic}. A store with volatile or release effect happens-before a
 * load with volatile or acquire effect that sees it, in whatever process.
 */
package dev.shm.value;
