package dev.shm.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The children that run; they are killed when this JVM exits, on an interrupted test run for example. */
final class KillAtExit {

    private static final Set<ProcessHandle> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Thread killer = new Thread(() -> RUNNING.forEach(ProcessHandle::destroyForcibly), "testkit-kill-children");
        Runtime.getRuntime().addShutdownHook(killer);
    }

    private KillAtExit() {}

    static void add(ProcessHandle process) {
        RUNNING.add(process);
        process.onExit().thenRun(() -> RUNNING.remove(process));
    }
}
