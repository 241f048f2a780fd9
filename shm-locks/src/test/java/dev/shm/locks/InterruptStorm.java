package dev.shm.locks;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process of which one thread uses all that there is, and is interrupted all the time. */
final class InterruptStorm {
    private static final int LONGEST_PAUSE_NANOS = 300_000;
    private static final int VALUES = 8;

    private static volatile boolean over;
    private static long rounds;

    private InterruptStorm() {}

    /** The path of the space, and how many interrupts. */
    public static void main(String[] arguments) throws Exception {
        Path path = Path.of(arguments[0]);
        SplittableRandom random = Seeds.splittable("storm");
        SharedSpace space = SharedSpace.open(path);
        InterProcessLock lock = InterProcessLock.openOrCreate(space, LockPuppet.LOCK);
        Child.say("ready");
        SplittableRandom own = random.split();
        Thread target = new Thread(() -> {
            while (!over) {
                use(path, lock, own);
                rounds++;
            }
        });
        target.setUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        target.start();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            target.interrupt();
            LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
        }
        over = true;
        target.join();
        Child.say("over after " + rounds + " rounds");
        Child.awaitLine();
        SharedLong.openOrCreate(space, "after");
        lock.lock();
        Child.say("locked");
        Child.awaitLine();
    }

    private static void use(Path path, InterProcessLock lock, SplittableRandom random) {
        if (random.nextBoolean()) {
            Thread.interrupted();
        }
        lock.lock();
        lock.unlock();
        try {
            lock.lockInterruptibly();
            lock.unlock();
        } catch (InterruptedException e) {
            // As it should be.
        }
        try {
            if (lock.tryLock(random.nextInt(1000), TimeUnit.MICROSECONDS)) {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (lock.tryLock()) {
            lock.unlock();
        }
        try (SharedSpace again = SharedSpace.open(path)) {
            visit(Synchroniser.values()[random.nextInt(Synchroniser.values().length)], again);
            SharedLong.openOrCreate(again, "value-" + random.nextInt(VALUES)).incrementAndGet();
            again.processes();
            again.objects();
        }
        try (SharedSpace other = SharedSpace.temporary()) {
            InterProcessLock otherLock = InterProcessLock.of(SharedLong.create(other, "value"));
            otherLock.lock();
            otherLock.unlock();
            other.deleteObject("value");
        }
        SharedSpace.sweep();
    }

    private static void visit(Synchroniser synchroniser, SharedSpace space) {
        try {
            synchroniser.visit(space);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            if (!e.getMessage().startsWith(synchroniser.alsoExpected())) {
                throw e;
            }
        }
    }
}
