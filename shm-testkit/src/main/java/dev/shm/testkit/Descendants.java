package dev.shm.testkit;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The processes that come from this JVM, also those whose parent was killed: these belong to init then, and are only
 * known by a mark in their environment, which each {@link ChildJvm} gets and hands on.
 */
final class Descendants {

    private static final String VARIABLE = "TESTKIT_ANCESTORS";

    private Descendants() {}

    /** Puts the mark into the environment of a process to be started. */
    static void mark(Map<String, String> environment) {
        environment.merge(VARIABLE, mark(), (ancestors, mark) -> ancestors + " " + mark);
    }

    /** Returns the living descendants, on Linux with the orphaned ones. */
    static Set<ProcessHandle> alive() {
        Set<ProcessHandle> found = ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .collect(Collectors.toCollection(HashSet::new));
        if (Linux.isHere()) {
            found.addAll(Linux.processesWithEnvironment(mark()));
        }
        return found;
    }

    private static String mark() {
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().orElseThrow().toEpochMilli();
        return "<" + self.pid() + "@" + start + ">";
    }
}
