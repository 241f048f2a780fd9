package dev.shm.pool.worker;

import dev.shm.locks.InterProcessEvent;
import dev.shm.locks.WaitSet;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.OwnThread;
import dev.shm.robust.ProcessEnd;
import dev.shm.space.SharedSpace;
import dev.shm.space.SpaceInUseException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the worker when its parent has ended or left the space, however that came about; and hears the bell by which the parent asks to
 * stop a task. Its thread sleeps in the kernel meanwhile.
 */
final class ParentWatch {
    private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long HOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static volatile boolean leaving;

    private final Mail mail;
    private final TaskLoop loop;
    private final InterProcessEvent bell;
    private final ProcessEnd parentEnd;
    private volatile boolean ending; // this JVM

    private ParentWatch(Mail mail, TaskLoop loop) {
        this.mail = mail;
        this.loop = loop;
        this.bell = mail.bell(loop.worker());
        this.parentEnd = endOf(mail.board().parentPid(), mail.space());
    }

    static void start(Mail mail, TaskLoop loop) {
        ParentWatch watch = new ParentWatch(mail, loop);
        OwnThread.daemon("dev.shm parent watch", watch::watch).start();
        Runtime.getRuntime()
                .addShutdownHook(OwnThread.of("dev.shm parent watch at the end", watch::wakeForGood, false));
    }

    /** Whether this JVM is about to be halted: what fails from here on fails since the space is closed, and nobody is to be told. */
    static boolean isLeaving() {
        return leaving;
    }

    /** Does not return if it has died while this JVM started. */
    static ProcessEnd endOf(long parent, SharedSpace space) {
        try {
            return space.endOf(parent);
        } catch (IllegalArgumentException e) {
            leave(space);
            throw e;
        }
    }

    private void watch() {
        WaitSet both = WaitSet.of(bell, parentEnd);
        try {
            while (!parentEnd.isReady()) {
                if (ending) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    continue;
                }
                both.await();
                bell.clear();
                loop.look();
            }
            leave(mail.space());
        } catch (InterruptedException e) {
            leave(mail.space()); // whoever did that: nobody would watch any more
        } catch (IllegalStateException e) {
            // The worker has closed the space: it is about to end.
        }
    }

    /** A JVM that exits waits for threads that are in native code, a third of a second: from here on this one looks, and sleeps in Java. */
    private void wakeForGood() {
        ending = true;
        try {
            bell.set();
        } catch (IllegalStateException e) {
            // The space is closed, and the other thread on its way.
        }
    }

    /** The last one out removes the space. What keeps this JVM up after that, it does not keep for long. */
    static void leave(SharedSpace space) {
        leaving = true;
        Runnable body = () -> {
            try {
                space.close();
                remove(space.path());
            } finally {
                end();
            }
        };
        // No daemon: the main thread may end meanwhile, and the JVM would before the space is gone.
        OwnThread.of("dev.shm leaving", body, false).start();
        park(LEAVE_NANOS);
        end();
    }

    /** The spaces of shared objects that came with tasks are left by a hook. Those of the user may take their time, but not much. */
    private static void end() {
        OwnThread.daemon("dev.shm exit", () -> System.exit(Main.ORPHANED)).start();
        park(HOOKS_NANOS);
        Runtime.getRuntime().halt(Main.ORPHANED);
    }

    private static void park(long nanos) {
        long deadline = System.nanoTime() + nanos;
        while (System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(deadline - System.nanoTime());
        }
    }

    /** A death is known before the system has given up all that the dead one had: until then the space counts as in use. */
    private static void remove(Path space) {
        while (true) {
            try {
                SharedSpace.delete(space);
                return;
            } catch (SpaceInUseException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
