package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessEvent;
import dev.shm.locks.InterProcessLock;
import dev.shm.queues.Codecs;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One function in one JVM: what it can be given, how it ends, and what is known of that. */
@ExtendWith(LeakCheck.class)
class SharedProcessTest {
    private final SharedSpace space = SharedSpace.temporary();
    private final List<SharedProcess> started = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void end() throws InterruptedException {
        for (SharedProcess process : started) {
            process.kill();
            join(process);
        }
        space.close();
    }

    private SharedProcess start(ProcessBody body) {
        return start(SharedProcess.builder().captureOutput(), body);
    }

    private SharedProcess start(SharedProcess.Builder builder, ProcessBody body) {
        SharedProcess process = builder.start(body);
        started.add(process);
        return process;
    }

    private static int join(SharedProcess process) throws InterruptedException {
        return HangGuard.call("end of " + process, process::join);
    }

    // ---- what it can be given ----

    @Test
    void start_sharedObjectsCaptured_worksOnTheSame() throws InterruptedException {
        SharedLong counter = SharedLong.create(space, "counter");
        InterProcessLock lock = InterProcessLock.create(space, "lock");
        SharedQueue<String> queue = SharedQueue.create(space, "queue", Codecs.strings(), 4, 64);
        List<SharedProcess> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(start(() -> {
                for (int n = 0; n < 1000; n++) {
                    lock.lock();
                    try {
                        counter.set(counter.get() + 1);
                    } finally {
                        lock.unlock();
                    }
                }
                queue.put(SharedProcess.ownName().orElseThrow());
            }));
        }
        for (SharedProcess process : processes) {
            assertEquals(0, join(process), process::errors);
        }
        assertEquals(2000, counter.get());
        assertEquals(
                List.of(processes.get(0).name(), processes.get(1).name()),
                queue.stream().sorted().toList());
    }

    private static void greet() {
        System.out.println("hello");
    }

    @Test
    void start_methodReference_runs() throws InterruptedException {
        SharedProcess process = start(SharedProcessTest::greet);
        assertEquals(0, join(process), process::errors);
        assertEquals("hello\n", process.output());
        assertEquals("", process.errors());
    }

    @Test
    void start_valuesOfAnyLength_arrive() throws InterruptedException {
        byte[] large = new byte[3_000_000];
        large[large.length - 1] = 42;
        SharedProcess process = start(() -> System.out.print(large.length + " " + large[large.length - 1]));
        assertEquals(0, join(process), process::errors);
        assertEquals("3000000 42", process.output());
    }

    /** Not serializable. */
    static final class Socket {}

    private Socket socket = new Socket();

    @Test
    void start_capturesWhatIsNotSerializable_saysWhichVariable() {
        Socket own = new Socket();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SharedProcess.start(own::hashCode));
        assertTrue(refused.getMessage().contains("class=" + Socket.class.getName()), refused::getMessage);
        refused =
                assertThrows(IllegalArgumentException.class, () -> SharedProcess.start(() -> System.out.println(own)));
        assertTrue(
                refused.getMessage()
                        .contains("at=the lambda in SharedProcessTest."
                                + "start_capturesWhatIsNotSerializable_saysWhichVariable captures variable 1, class="),
                refused::getMessage);
        refused = assertThrows(
                IllegalArgumentException.class, () -> SharedProcess.start(() -> System.out.println(socket)));
        assertTrue(
                refused.getMessage()
                        .contains(" captures this, class=" + getClass().getName()),
                refused::getMessage);
        Object[] nested = {1, List.of(own)};
        refused = assertThrows(
                IllegalArgumentException.class, () -> SharedProcess.start(() -> System.out.println(nested.length)));
        assertTrue(refused.getMessage().contains(" captures variable 1[1][0], class="), refused::getMessage);
        assertThrows(NullPointerException.class, () -> SharedProcess.start(null));
    }

    // ---- how it is started ----

    @Test
    void builder_everything_isAsSaid() throws InterruptedException, IOException {
        Path folder = Files.createDirectory(directory.resolve("a folder"));
        Path added = Files.createDirectory(directory.resolve("with space and ü"));
        Files.writeString(added.resolve("resource.txt"), "found");
        SharedProcess process = start(
                SharedProcess.builder()
                        .name("the name")
                        .jvmOptions("-Dproperty=a b", "-Xmx99m")
                        .environment("VARIABLE", "value")
                        .directory(folder)
                        .addToClassPath(added)
                        .captureOutput(),
                () -> {
                    System.out.println(Thread.currentThread().getName());
                    System.out.println(System.getProperty("property"));
                    System.out.println(System.getenv("VARIABLE"));
                    System.out.println(Path.of("").toAbsolutePath().getFileName());
                    System.out.println(Runtime.getRuntime().maxMemory() >> 20 < 100);
                    System.out.println(SharedProcess.parent().orElseThrow().pid());
                    System.out.println(ClassLoader.getSystemResource("resource.txt") != null);
                    System.out.println(System.in.read());
                });
        assertEquals(0, join(process), process::errors);
        assertEquals(
                List.of(
                        "the name",
                        "a b",
                        "value",
                        "a folder",
                        "true",
                        Long.toString(ProcessHandle.current().pid()),
                        "true",
                        "-1"),
                process.output().lines().toList());
        assertEquals("the name", process.name());
        assertTrue(SharedProcess.parent().isEmpty());
        assertTrue(SharedProcess.ownName().isEmpty());
    }

    @Test
    void start_veryLongClassPath_runs() throws InterruptedException {
        Path[] entries = new Path[5000];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = directory.resolve("a \"folder\" with a long name, \\ and ünusual letters " + i);
        }
        SharedProcess process = start(
                SharedProcess.builder().addToClassPath(entries).captureOutput(),
                () -> System.out.print(System.getProperty("java.class.path").endsWith(" letters 4999")));
        assertEquals(0, join(process), process::errors);
        assertEquals("true", process.output());
    }

    @Test
    void builder_badInput_isRefused() {
        SharedProcess.Builder builder = SharedProcess.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.name(" "));
        assertThrows(IllegalArgumentException.class, () -> builder.directory(directory.resolve("absent")));
        assertThrows(NullPointerException.class, () -> builder.environment("NAME", null));
    }

    @Test
    void start_optionThatDoesNotExist_endsAndSaysSo() throws InterruptedException {
        SharedProcess process =
                start(SharedProcess.builder().jvmOptions("-XX:+NoSuchOption").captureOutput(), () -> {});
        assertEquals(1, join(process));
        assertTrue(process.errors().contains("NoSuchOption"), process::errors);
    }

    // ---- its end ----

    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    @Test
    void failure_functionThrows_isThatExceptionWithItsTrace() throws InterruptedException {
        SharedProcess process = start(SharedProcess.builder().name("failing").captureOutput(), () -> {
            throw new Broken("on purpose");
        });
        assertEquals(1, join(process));
        Throwable failure = assertInstanceOf(Broken.class, process.failure().orElseThrow());
        assertEquals("on purpose", failure.getMessage());
        assertTrue(failure.getStackTrace()[0].getMethodName().contains("failure_functionThrows"));
        assertTrue(
                process.errors().startsWith("Exception in thread \"failing\" " + Broken.class.getName()),
                process::errors);
    }

    static final class WithSocket extends Exception {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Socket socket = new Socket();

        WithSocket(String message) {
            super(message);
        }
    }

    @Test
    void failure_exceptionCanNotBeSent_isForeignWithItsTextAndTrace() throws InterruptedException {
        SharedProcess process = start(() -> {
            throw new WithSocket("with a socket");
        });
        assertEquals(1, join(process));
        ForeignException failure =
                assertInstanceOf(ForeignException.class, process.failure().orElseThrow());
        assertTrue(failure.getMessage().contains("with a socket"), failure::getMessage);
        assertEquals(WithSocket.class.getName(), failure.className());
        assertTrue(failure.getStackTrace()[0].getMethodName().contains("failure_exceptionCanNotBeSent"));
    }

    @Test
    void exitCode_exitOfAnyKind_isThat() throws InterruptedException {
        SharedProcess exits = start(() -> System.exit(7));
        SharedProcess halts = start(() -> Runtime.getRuntime().halt(8));
        assertEquals(7, join(exits));
        assertEquals(8, join(halts));
        assertEquals(OptionalInt.of(7), exits.exitCode());
        assertEquals(OptionalInt.empty(), exits.signal());
        assertTrue(exits.failure().isEmpty());
    }

    @Test
    void kill_running_isSignal9() throws InterruptedException {
        InterProcessEvent runs = InterProcessEvent.create(space, "runs");
        SharedProcess process = start(() -> {
            runs.set();
            Endless.untilKilled();
        });
        HangGuard.run("start", runs::await);
        assertTrue(process.isAlive());
        assertEquals(OptionalInt.empty(), process.exitCode());
        assertFalse(process.join(1, TimeUnit.MILLISECONDS));
        assertTrue(SharedProcess.activeChildren().contains(process));
        process.kill();
        assertEquals(128 + 9, join(process));
        assertEquals(OptionalInt.of(9), process.signal());
        assertFalse(process.isAlive());
        assertFalse(SharedProcess.activeChildren().contains(process));
        assertTrue(process.join(0, TimeUnit.NANOSECONDS));
        process.kill(); // of no effect
    }

    @Test
    void terminate_running_runsItsHooks() throws InterruptedException {
        InterProcessEvent runs = InterProcessEvent.create(space, "runs");
        SharedProcess process = start(() -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.print("hook")));
            runs.set();
            Endless.untilKilled();
        });
        HangGuard.run("start", runs::await);
        process.terminate();
        assertEquals(128 + 15, join(process));
        assertEquals("hook", process.output());
    }

    @Test
    void join_threadIsLeft_waitsForIt() throws InterruptedException {
        SharedProcess process = start(() -> new Thread(() -> {
                    LockSupport.parkNanos(50_000_000);
                    System.out.print("done");
                })
                .start());
        assertEquals(0, join(process));
        assertEquals("done", process.output());
    }

    @Test
    void onExit_ends_completes() {
        SharedProcess process = start(() -> {});
        assertSame(process, HangGuard.call("exit", () -> process.onExit().join()));
        assertEquals(OptionalInt.of(0), process.exitCode());
    }

    @Test
    void output_megabytes_nobodyWaitsAndTheEndIsKept() throws InterruptedException {
        SharedProcess process = start(() -> {
            String line = "x".repeat(999);
            for (int i = 0; i < 20_000; i++) {
                System.out.println(line);
                System.err.println(line);
            }
            System.out.print("the end");
        });
        assertEquals(0, join(process));
        assertTrue(process.output().endsWith("the end"));
        assertEquals(16 << 20, process.errors().length());
    }

    @Test
    void start_inAProcess_isItsChild() throws InterruptedException {
        SharedLong sum = SharedLong.create(space, "sum");
        SharedProcess process = start(() -> {
            SharedProcess child = SharedProcess.start(() -> sum.addAndGet(2));
            child.join();
            sum.addAndGet(1);
        });
        assertEquals(0, join(process), process::errors);
        assertEquals(3, sum.get());
    }
}
