package dev.shm.demos;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.value.SharedLong;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A demo that runs, and the temporary space it counts in: the test attaches to it and looks on. */
final class RunningDemo implements AutoCloseable {
    private final ChildJvm child;
    private final SharedSpace space;
    private final SharedLong counter;

    private RunningDemo(ChildJvm child, List<String> spacesBefore) {
        this.child = child;
        space = awaitSpace(spacesBefore);
        counter = Adder.counter(space);
    }

    static RunningDemo start(String... arguments) {
        List<String> spacesBefore = SharedSpace.list();
        ChildJvm child = Demo.start(arguments);
        try {
            return new RunningDemo(child, spacesBefore);
        } catch (RuntimeException | Error e) {
            child.close();
            throw e;
        }
    }

    private static SharedSpace awaitSpace(List<String> spacesBefore) {
        SharedSpace[] found = new SharedSpace[1];
        HangGuard.await("a temporary space", () -> {
            for (String name : SharedSpace.list()) {
                if (name.startsWith("temporary-") && !spacesBefore.contains(name)) {
                    found[0] = openIfThere(name);
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    private static SharedSpace openIfThere(String name) {
        try {
            return SharedSpace.open(name);
        } catch (NotFoundException e) {
            return null;
        }
    }

    ChildJvm child() {
        return child;
    }

    SharedLong counter() {
        return counter;
    }

    InterProcessLock lock() {
        return Adder.lock(space);
    }

    /** Waits until the workers count, and returns them. */
    List<ProcessHandle> awaitCounting() {
        HangGuard.await("counting", () -> counter.get() > 0);
        return children().collect(Collectors.toList());
    }

    /** Waits for one that was started with the given main class. */
    ProcessHandle awaitWorker(Class<?> main) {
        ProcessHandle[] found = new ProcessHandle[1];
        HangGuard.await("a " + main.getSimpleName(), () -> {
            found[0] = children()
                    .filter(process -> process.info().commandLine().orElse("").contains(main.getName()))
                    .findAny()
                    .orElse(null);
            return found[0] != null;
        });
        return found[0];
    }

    private Stream<ProcessHandle> children() {
        return ProcessHandle.of(child.pid()).orElseThrow().children();
    }

    /** Leaves the space, which removes it if the demo has left it. */
    void leave() {
        space.close();
    }

    @Override
    public void close() {
        child.close();
        space.close();
    }
}
