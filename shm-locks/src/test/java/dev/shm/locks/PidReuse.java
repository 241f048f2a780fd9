package dev.shm.locks;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** In a PID namespace of its own: an owner dies, and a process that has nothing to do with it gets its PID. */
final class PidReuse {
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");
    private static final int ATTEMPTS = 10;

    private PidReuse() {}

    /** The path of the space. */
    public static void main(String[] arguments) throws IOException {
        String path = arguments[0];
        SharedSpace space = SharedSpace.open(Path.of(path));
        InterProcessLock lock = InterProcessLock.open(space, LockPuppet.LOCK);
        for (int i = 0; i < ATTEMPTS; i++) {
            long pid = killOwner(path);
            long deaths = lock.deaths();
            try (ChildJvm reuser = start(pid, path)) {
                lock.lock();
                long died = lock.lastDeath().orElseThrow().pid();
                lock.unlock();
                if (reuser.pid() == pid) {
                    reuser.send("lock");
                    reuser.awaitLine("locked");
                    Child.say("inherited from the dead " + (died == pid) + ", got while the new one lives "
                            + lock.tryLock() + ", deaths " + (lock.deaths() - deaths));
                    return;
                }
            }
        }
        Child.say("not reused");
    }

    private static long killOwner(String path) {
        try (ChildJvm owner = ChildJvm.start(LockPuppet.class, path, "lock")) {
            owner.awaitLine("locked");
            return owner.pid();
        }
    }

    /** The kernel gives the PID behind the last one, unless it goes to a thread that is started just now. */
    private static ChildJvm start(long pid, String path) throws IOException {
        Files.writeString(LAST_PID, String.valueOf(pid - 1));
        ChildJvm child = ChildJvm.start(LockPuppet.class, path);
        child.awaitLine("ready");
        return child;
    }
}
