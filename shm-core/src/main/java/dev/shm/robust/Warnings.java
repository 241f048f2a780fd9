package dev.shm.robust;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Logs warnings without delay for those who have something to warn of: a logger takes its time when first used, and what
 * the user's handlers do nobody knows. So it happens in a thread of its own, which ends when all is logged.
 */
public final class Warnings {
    private static final Queue<String> PENDING = new ConcurrentLinkedQueue<>();
    private static final Object LOGGING = new Object();

    private Warnings() {}

    /**
     * Logs soon.
     *
     * @param message the warning
     */
    public static void log(String message) {
        PENDING.add(message);
        new Scribe().start();
    }

    /** Returns when all that was warned of before is logged: what is left when the JVM ends would be lost. */
    public static void flush() {
        if (PENDING.isEmpty()) {
            return;
        }
        synchronized (LOGGING) {
            for (String message = PENDING.peek(); message != null; message = PENDING.peek()) {
                try {
                    System.getLogger("dev.shm.robust").log(Level.WARNING, message);
                } finally {
                    PENDING.poll(); // only now: one that waits for all to be logged sees it until then
                }
            }
        }
    }

    private static final class Scribe extends Thread {
        Scribe() {
            super(null, null, "dev.shm warnings", 0, false);
            setDaemon(true);
        }

        @Override
        public void run() {
            flush();
        }
    }
}
