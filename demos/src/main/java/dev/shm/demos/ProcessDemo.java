package dev.shm.demos;

import dev.shm.pool.SharedProcess;
import dev.shm.space.SharedSpace;
import picocli.CommandLine.Command;

/** {@code shm demo process}. */
@Command(
        name = "process",
        description =
                "A function in a JVM of its own: who it is, who has started it, and how it ended, also if it throws or"
                        + " is killed.")
final class ProcessDemo extends Lesson {
    static void info(String title) {
        System.out.println(title);
        System.out.println("  parent process: "
                + SharedProcess.parent()
                        .map(ProcessHandle::pid)
                        .map(Object::toString)
                        .orElse("none of ours"));
        System.out.println("  process id: " + ProcessHandle.current().pid());
    }

    static void greet(String name) {
        info("function greet, in " + SharedProcess.ownName().orElseThrow());
        System.out.println("hello " + name);
    }

    @Override
    void show(SharedSpace space) throws InterruptedException {
        info("main line");
        String name = "bob";
        SharedProcess greeter = SharedProcess.builder().name("greeter").start(() -> greet(name));
        greeter.join();
        System.out.println("exit code: " + greeter.exitCode().getAsInt());

        SharedProcess clumsy = SharedProcess.builder().captureOutput().start(() -> {
            throw new IllegalStateException("dropped it");
        });
        clumsy.join();
        System.out.println("one that throws: exit code " + clumsy.exitCode().getAsInt() + ", "
                + clumsy.failure().orElseThrow());

        SharedProcess idler = SharedProcess.start(() -> Thread.sleep(1_000_000));
        idler.kill();
        idler.join();
        System.out.println("one that is killed: signal " + idler.signal().getAsInt() + ", alive " + idler.isAlive());
    }
}
