package dev.shm.process;

import java.io.IOException;

/**
 * Locks on bytes of a file that belong to an open descriptor, not to the process: closing another descriptor of the file
 * does not give them up. Linux calls them "open file description locks". They take native code.
 *
 * <p>Like the locks of a {@code FileChannel} they exclude those of all others, also those that a channel of this process has
 * taken; and the kernel gives them back at the process's death.
 */
public interface DescriptorLocks {
    /**
     * Opens a file for its locks; a process that is started from here does not inherit it.
     *
     * @param path of an existing file
     * @return the descriptor, to be closed
     * @throws IOException if the system refuses
     */
    int open(String path) throws IOException;

    /**
     * Takes a byte, if nobody else has it.
     *
     * @param descriptor from {@link #open}
     * @param position of the byte
     * @return whether it was taken
     * @throws IOException if the system refuses: it has no such locks
     */
    boolean tryLock(int descriptor, long position) throws IOException;

    /**
     * Gives a byte back.
     *
     * @param descriptor that has it
     * @param position of the byte
     * @throws IOException if the system refuses
     */
    void unlock(int descriptor, long position) throws IOException;

    /**
     * Closes the descriptor. As with any descriptor of a file, the process loses its other locks on that file.
     *
     * @param descriptor from {@link #open}
     */
    void close(int descriptor);
}
