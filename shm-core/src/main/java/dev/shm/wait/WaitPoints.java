package dev.shm.wait;

import dev.shm.memory.MappedWords;
import dev.shm.memory.Words;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

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
        return mapped != null && Kernel.AVAILABLE
                ? new KernelWaitPoint(mapped, offset, process)
                : new PortableWaitPoint(words, offset);
    }

    /** {@return whether threads of this JVM wait in the kernel} */
    public static boolean isKernel() {
        return Kernel.AVAILABLE;
    }

    /** Loads native code when first asked. */
    private static final class Kernel {
        static final boolean AVAILABLE = probe();

        private static boolean probe() {
            Logger logger = System.getLogger("dev.shm.wait");
            if ("portable".equals(System.getProperty(PROPERTY))) {
                logger.log(Level.DEBUG, "waiting portably: asked for by the system property " + PROPERTY);
                return false;
            }
            try {
                Futex.probe();
                logger.log(Level.DEBUG, "waiting in the kernel");
                return true;
            } catch (LinkageError | RuntimeException e) {
                logger.log(Level.DEBUG, "waiting portably: the kernel's wait is not to be had", e);
                return false;
            }
        }
    }
}
