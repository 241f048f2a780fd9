package dev.shm.locks;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a process does with a read-write lock until it dies; as a main class, that process. */
enum ReadWriteCrashScenario {
    /** It reads, twice. */
    READ,
    /** It writes. */
    WRITE,
    /** It writes, goes on reading, and ends. */
    DOWNGRADE,
    /** It reads and may upgrade, and does. */
    UPGRADE,
    /** It waits for a reader to leave, in order to write. */
    WAIT_FOR_READER,
    /** It waits for a writer, in order to read. */
    WAIT_FOR_WRITER,
    /** It waits for one that may upgrade, in order to write. */
    WAIT_FOR_UPGRADER,
    /** It waits for a reader for a while only. */
    WAIT_IN_VAIN,
    /** It reads, and somebody waits to write. */
    LEAVE_WITH_WRITER;

    static final String READY = "ready";
    private static final int IN_VAIN_MILLIS = 30;

    static InterProcessReadWriteLock openOrCreate(SharedSpace space, int number) {
        return InterProcessReadWriteLock.openOrCreate(space, "lock-" + number);
    }

    /** Whoever writes adds 1 to both. */
    static SharedLong one(SharedSpace space, int number) {
        return SharedLong.openOrCreate(space, "one-" + number);
    }

    static SharedLong other(SharedSpace space, int number) {
        return SharedLong.openOrCreate(space, "other-" + number);
    }

    public static void main(String[] arguments) throws InterruptedException {
        ReadWriteCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        SharedLong one = one(space, step);
        SharedLong other = other(space, step);
        InterProcessReadWriteLock lock = openOrCreate(space, step).repairingWith(death -> other.set(one.get()));
        Child.prepareToDie();
        if (scenario == LEAVE_WITH_WRITER) {
            lock.readLock().lock();
            Child.say(READY);
            Child.awaitLine();
        }
        CrashPoint.arm(step, Boolean.parseBoolean(arguments[3]));
        scenario.act(lock, one, other);
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private void act(InterProcessReadWriteLock lock, SharedLong one, SharedLong other) throws InterruptedException {
        switch (this) {
            case READ, WAIT_FOR_WRITER -> {
                lock.readLock().lock();
                lock.readLock().lock();
                lock.readLock().unlock();
                lock.readLock().unlock();
            }
            case DOWNGRADE -> {
                lock.writeLock().lock();
                write(one, other);
                lock.readLock().lock();
                lock.writeLock().unlock();
                lock.readLock().unlock();
            }
            case UPGRADE -> {
                lock.upgradableLock().lock();
                lock.writeLock().lock();
                write(one, other);
                lock.writeLock().unlock();
                lock.upgradableLock().unlock();
            }
            case WAIT_IN_VAIN -> {
                if (lock.writeLock().tryLock(IN_VAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("writes while somebody reads");
                }
            }
            case LEAVE_WITH_WRITER -> lock.readLock().unlock();
            default -> {
                lock.writeLock().lock();
                write(one, other);
                lock.writeLock().unlock();
            }
        }
    }

    private static void write(SharedLong one, SharedLong other) {
        one.incrementAndGet();
        other.incrementAndGet();
    }
}
