/**
 * How a thread waits for a word to change: it asks the kernel to be woken, or parks and looks again where native code is
 * not to be had. The only package that knows native code; nothing of it is loaded before a thread first blocks.
 *
 * <p>Happens-before: none by waiting and waking. Who was woken reads the word, and that is the edge.
 */
package dev.shm.wait;
