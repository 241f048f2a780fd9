/**
 * What data: values, arrays and records that several JVMs read and change, each with a lock of its own inside.
 *
 * <p>Happens-before: as in {@code java.util.concurrent.atomic}. A store with volatile or release effect happens-before a
 * load with volatile or acquire effect that sees it, in whatever process. Plain accesses, bulk copies, {@code fill},
 * {@code forEach} and streams have no order of their own: a lock, or a value that is stored after them, gives it to them.
 */
package dev.shm.value;
