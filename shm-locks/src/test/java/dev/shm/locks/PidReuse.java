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
    private static final int ATTEMPTS = 100;

    private PidReuse() {}

    /** The path of the space. */
    public static void main(String[] arguments) throws IOException {
        String path = arguments[0];
        SharedSpace space = SharedSpace.open(Path.of(path));
        InterProcessLock lock = InterProcessLock.open(space, LockPuppet.LOCK);
        long pid;
        try (ChildJvm owner = ChildJvm.start(LockPuppet.class, path, "lock")) {
            owner.awaitLine("locked");
            pid = owner.pid();
        }
        try (ChildJvm reuser = startWithPid(pid, path)) {
            if (reuser == null) {
                Child.say("not reused");
                return;
            }
            reuser.awaitLine("ready");
            lock.lock();
            Child.say("inherited from " + lock.lastDeath().orElseThrow().pid() + ", expected " + pid);
            lock.unlock();
            reuser.send("lock");
            reuser.awaitLine("locked");
            Child.say("got while the new one lives: " + lock.tryLock());
            Child.say("deaths " + lock.deaths());
        }
    }

    /** The kernel gives the PID behind the last one; but threads take some, too. */
    private static ChildJvm startWithPid(long pid, String path) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Files.writeString(LAST_PID, String.valueOf(pid - 1));
            ChildJvm child = ChildJvm.start(LockPuppet.class, path);
            if (child.pid() == pid) {
                return child;
            }
            child.close();
        }
        return null;
    }
}
