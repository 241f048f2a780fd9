package dev.shm.locks;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.wait.WaitPoints;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that has a lock named "lock" and does with it as it is told: first by its arguments, then line by line. */
final class LockPuppet {
    static final String LOCK = "lock";

    private final SharedSpace space;
    private final InterProcessLock lock;

    private LockPuppet(Path path) {
        space = SharedSpace.open(path);
        lock = InterProcessLock.openOrCreate(space, LOCK);
    }

    /** The path of the space, and what to do at once. */
    public static void main(String[] arguments) throws Exception {
        LockPuppet puppet = new LockPuppet(Path.of(arguments[0]));
        Child.say("ready");
        for (int i = 1; i < arguments.length; i++) {
            puppet.obey(arguments[i]);
        }
        for (String line = Child.awaitLine(); line != null; line = Child.awaitLine()) {
            puppet.obey(line);
        }
    }

    private void obey(String line) throws Exception {
        String[] words = line.split(" ");
        int number = words.length > 1 ? Integer.parseInt(words[1]) : 0;
        switch (words[0]) {
            case "lock" -> {
                lock.lock();
                Child.say("locked");
            }
            case "unlock" -> {
                lock.unlock();
                Child.say("unlocked");
            }
            case "try" -> {
                boolean got = lock.tryLock(number, TimeUnit.MILLISECONDS);
                if (got) {
                    lock.unlock();
                }
                Child.say("try " + got);
            }
            case "wait" -> startAll(number);
            case "thread" -> {
                Thread thread = new Thread(lock::lock);
                thread.start();
                thread.join();
                Child.say("ended");
            }
            case "virtual" -> {
                virtualThread(lock::lock).join();
                Child.say("ended");
            }
            case "foreign" -> {
                openAndCloseAllFiles(space, number);
                Child.say("closed");
            }
            case "native" -> Child.say("native " + WaitPoints.isKernel());
            case "spawn" ->
                Child.say("spawned "
                        + new ProcessBuilder("sleep", String.valueOf(number))
                                .start()
                                .pid());
            case "close" -> {
                space.close();
                Child.say("closed");
            }
            case "eat" -> eat();
            case "exit" -> System.exit(number);
            case "halt" -> Runtime.getRuntime().halt(number);
            default -> throw new IllegalArgumentException(line);
        }
    }

    /** All the memory that there is. */
    private static void eat() {
        List<byte[]> eaten = new ArrayList<>();
        while (true) {
            eaten.add(new byte[1 << 20]);
        }
    }

    /** Threads that each wait for the lock, and give it back. */
    private void startAll(int count) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(null, this::section, "waiter " + i, 128 * 1024);
            thread.start();
            threads.add(thread);
        }
        new Thread(() -> {
                    try {
                        for (Thread thread : threads) {
                            thread.join();
                        }
                        Child.say("all got it");
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .start();
    }

    private void section() {
        lock.lock();
        lock.unlock();
    }

    private static Thread virtualThread(Runnable task) throws ReflectiveOperationException {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }

    /** What an application may do that searches or copies files: each close takes this process's OS locks away. */
    static void openAndCloseAllFiles(SharedSpace space, int times) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(space.path())) {
            files = list.toList();
        }
        for (int i = 0; i < times; i++) {
            for (Path file : files) {
                FileChannel.open(file).close();
            }
        }
    }
}
