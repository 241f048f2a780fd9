package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shm.robust.OwnerDeath;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.testkit.HangGuard;
import java.nio.file.Path;

/** A space with one lock, seen from the test's own process, and the puppets that share it. */
final class LockTrap implements AutoCloseable {
    private final SharedSpace space;
    private final InterProcessLock lock;

    private LockTrap(SharedSpace space) {
        this.space = space;
        lock = InterProcessLock.create(space, LockPuppet.LOCK);
    }

    static LockTrap in(Path directory) {
        return new LockTrap(SharedSpace.create(directory.resolve("space")));
    }

    static LockTrap in(Path directory, int slots) {
        return new LockTrap(TestSpaces.small(directory.resolve("space"), slots));
    }

    SharedSpace space() {
        return space;
    }

    InterProcessLock lock() {
        return lock;
    }

    ChildJvmBuilder puppet(String... commands) {
        String[] arguments = new String[commands.length + 1];
        arguments[0] = space.path().toString();
        System.arraycopy(commands, 0, arguments, 1, commands.length);
        return ChildJvm.of(LockPuppet.class, arguments);
    }

    /** A puppet that has the lock. */
    ChildJvm owner() {
        ChildJvm child = puppet("lock").start();
        child.awaitLine("locked");
        return child;
    }

    /** The lock is inherited from this process, which is dead, and its death is told. */
    void assertInheritedFrom(ChildJvm dead) {
        assertInheritedFrom(dead.pid());
    }

    void assertInheritedFrom(long pid) {
        long before = lock.deaths();
        HangGuard.run("inheritance", () -> {
            lock.lock();
            lock.unlock();
        });
        assertEquals(before + 1, lock.deaths());
        assertEquals(pid, lock.lastDeath().map(OwnerDeath::pid).orElse(0L));
    }

    /** Whoever has the lock is not taken for dead. */
    void assertNotToBeHad() {
        HangGuard.run("look", () -> assertFalse(lock.tryLock(), lock::toString));
        assertEquals(0, lock.deaths());
    }

    void assertFree() {
        HangGuard.run("acquisition", () -> {
            lock.lock();
            lock.unlock();
        });
        assertEquals(0, lock.deaths());
    }

    @Override
    public void close() {
        space.close();
    }
}
