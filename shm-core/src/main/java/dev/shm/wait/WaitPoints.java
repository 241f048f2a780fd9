package dev.shm.wait;

import dev.shm.memory.MappedWords;
import dev.shm.memory.Words;
import dev.shm.process.DescriptorLocks;

/**
 * Makes wait points: in the kernel where that works, portable where it doesn't. Which one is found out once, when a
 * thread first blocks, and logged at DEBUG.
 */
public final class WaitPoints {
    /** The system property that asks for the {@code portable} wait. */
    public static final String PROPERTY = "dev.shm.wait";

    private WaitPoints() {}

    /**
     * A wait point at a word.
     *
     * @param words the memory; the kernel waits only on mapped words
     * @param offset of the word, in bytes
     * @param process tells this process from most others, for wake-ups that are only meant for it
     * @return of the kind that works in this JVM
     */
    public static WaitPoint at(Words words, long offset, int process) {
        MappedWords mapped = words.mapped();
        return mapped != null && NativeCode.isAvailable()
                ? new KernelWaitPoint(mapped, offset, process)
                : new PortableWaitPoint(words, offset);
    }

    /**
     * Wait points side by side, for one thread each.
     *
     * @param words the memory; the kernel waits only on mapped words
     * @param offset of the first word, in bytes; they are all in the first GiB
     * @param count how many words
     * @return of the kind that works in this JVM
     */
    public static WaitPlaces places(Words words, long offset, int count) {
        return new ThreadPlaces(words, offset, count, NativeCode.isAvailable());
    }

    /** {@return whether threads of this JVM wait in the kernel} */
    public static boolean isKernel() {
        return NativeCode.isAvailable();
    }

    /**
     * Locks that take native code, for one who can do without them.
     *
     * @return null if native code is not to be had; or not yet, since the JDK would print a warning about it
     */
    public static DescriptorLocks descriptorLocks() {
        return NativeCode.isAvailableInSilence() ? OfdLocks.SYSTEM : null;
    }
}
