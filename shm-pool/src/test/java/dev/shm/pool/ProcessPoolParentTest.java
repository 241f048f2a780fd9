package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.pool.launch.Launch;
import dev.shm.pool.protocol.Assignment;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that has a pool, and how it ends: its workers are gone then, and so is their space. LeakCheck asks the system. */
@ExtendWith(LeakCheck.class)
class ProcessPoolParentTest {

    /** Makes a pool of two whose workers are busy, idle or still starting; says their PIDs, and does what it is told. */
    static final class Parent {
        public static void main(String[] arguments) throws InterruptedException {
            ProcessPool pool = ProcessPool.of(2);
            if (!arguments[0].equals("starting")) {
                HangGuard.await("second worker", () -> pool.workers().size() == 2);
                pool.map(IntStream.range(0, 20).boxed().toList(), MapOptions.chunksOf(1), x -> x);
            }
            if (arguments[0].equals("busy")) {
                for (int i = 0; i < 300; i++) {
                    pool.submit(() -> Endless.untilKilled());
                }
            }
            if (arguments[0].equals("sharing")) {
                SharedSpace space = SharedSpace.temporary();
                Child.say("space " + space.path());
                SharedLong value = SharedLong.create(space, "value");
                pool.map(IntStream.range(0, 20).boxed().toList(), MapOptions.chunksOf(1), x -> value.incrementAndGet());
            }
            Child.say(pool.workers().stream()
                    .map(worker -> Long.toString(worker.pid()))
                    .collect(Collectors.joining(" ", "workers ", "")));
            String line = Child.awaitLine();
            if ("exit".equals(line)) {
                System.exit(0);
            } else if ("work".equals(line)) {
                pool.map(List.of(1, 2, 3), x -> x);
                Child.say("worked");
                Child.awaitLine();
            }
        }
    }

    private static List<ProcessHandle> workers(ChildJvm parent) {
        return Arrays.stream(parent.awaitLine("workers ")
                        .substring("workers ".length())
                        .split(" "))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    /** Also if this JVM does not, as what a shell has started in the background. */
    private static ChildJvm heedingInterrupts(String state) {
        return ChildJvm.of(Parent.class, state)
                .prefix("env", "--default-signal=INT")
                .start();
    }

    private static void awaitEnd(List<ProcessHandle> workers) {
        HangGuard.await("end of " + workers, () -> workers.stream().noneMatch(ProcessHandle::isAlive));
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "idle"})
    void kill_parent_workersEndAndTheirSpaceIsGone(String state) {
        try (ChildJvm parent = ChildJvm.start(Parent.class, state)) {
            List<ProcessHandle> workers = workers(parent);
            assertEquals(2, workers.size());
            parent.kill();
            awaitEnd(workers);
        }
    }

    /** As a terminal does it at Ctrl-C. LeakCheck finds the space if nobody was the last one out. */
    @Test
    void interrupt_parentAndWorkers_workersEndAfterTheParentAndTheirSpaceIsGone() throws InterruptedException {
        try (ChildJvm parent = heedingInterrupts("idle")) {
            List<ProcessHandle> workers = workers(parent);
            for (ProcessHandle worker : workers) {
                Signals.send("INT", worker.pid());
            }
            parent.send("work");
            parent.awaitLine("worked");
            assertTrue(workers.stream().allMatch(ProcessHandle::isAlive), workers::toString);
            Signals.send("INT", parent.pid());
            parent.awaitExit();
            awaitEnd(workers);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM", "INT"})
    void end_parentThatSharesAnObject_workersLeaveThatSpaceToo(String signal) throws InterruptedException {
        try (ChildJvm parent = heedingInterrupts("sharing")) {
            Path space = Path.of(parent.awaitLine("space ").substring("space ".length()));
            List<ProcessHandle> workers = workers(parent);
            Signals.send(signal, parent.pid());
            parent.awaitExit();
            awaitEnd(workers);
            assertFalse(Files.exists(space), "left behind: " + space);
        }
    }

    @Test
    void kill_parentWhileWorkersStart_workersEnd() {
        try (ChildJvm parent = ChildJvm.start(Parent.class, "starting")) {
            List<ProcessHandle> workers = workers(parent);
            parent.kill();
            parent.awaitExit();
            awaitEnd(workers);
            SharedSpace.sweep(); // of workers that came too late to attach, none was the last one out
        }
    }

    /** Starts a worker, and does not come so far as to make what they are to speak by. */
    static final class Early {
        public static void main(String[] arguments) throws IOException {
            SharedSpace space = SharedSpace.temporary();
            Child.say("space " + space.path());
            Launch launch = new Launch(List.of(), Map.of(), null, List.of(), false);
            Assignment assignment = new Assignment("early", Assignment.Kind.POOL, 1, 0, space.path());
            Child.say("workers "
                    + launch.start("early", space.path(), assignment.toArguments())
                            .pid());
            HangGuard.await("worker", () -> space.processes().size() == 2);
            Child.say("there");
            Child.awaitLine();
        }
    }

    @Test
    void kill_parentBeforeWorkersFindAnything_workersEndAndTheSpaceIsGone() {
        try (ChildJvm parent = ChildJvm.start(Early.class)) {
            Path space = Path.of(parent.awaitLine("space ").substring("space ".length()));
            List<ProcessHandle> workers = workers(parent);
            parent.awaitLine("there");
            assertTrue(workers.stream().allMatch(ProcessHandle::isAlive), "it waits");
            parent.kill();
            parent.awaitExit();
            awaitEnd(workers);
            assertFalse(Files.exists(space), "left behind: " + space);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "return"})
    void end_parentThatHasNotClosedItsPool_workersEnd(String how) {
        try (ChildJvm parent = ChildJvm.start(Parent.class, "busy")) {
            List<ProcessHandle> workers = workers(parent);
            parent.send(how);
            assertEquals(0, parent.awaitExit());
            awaitEnd(workers);
        }
    }

    /** As if the JDK had been removed, or were a run-time image without a launcher. */
    static final class Homeless {
        public static void main(String[] arguments) {
            System.setProperty("java.home", "/no/such/jdk");
            try (ProcessPool pool = ProcessPool.of(2)) {
                Child.say("unexpected " + pool);
            } catch (WorkerStartException e) {
                Child.say("refused " + e.getMessage());
            }
            try {
                SharedProcess.start(() -> {});
            } catch (WorkerStartException e) {
                Child.say("refused " + e.getMessage());
            }
        }
    }

    @Test
    void start_noJavaThere_saysSo() {
        try (ChildJvm parent = ChildJvm.start(Homeless.class)) {
            for (int i = 0; i < 2; i++) {
                String line = parent.awaitLine("refused");
                assertTrue(line.contains("java=/no/such/jdk/bin/java"), line);
            }
            assertEquals(0, parent.awaitExit());
        }
    }
}
