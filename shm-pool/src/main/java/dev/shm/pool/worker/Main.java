package dev.shm.pool.worker;

import dev.shm.pool.protocol.Assignment;
import dev.shm.pool.protocol.Board.Phase;
import dev.shm.pool.protocol.Failure;
import dev.shm.pool.protocol.Frame;
import dev.shm.pool.protocol.Frame.Kind;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.ObjectBytes;
import dev.shm.pool.protocol.Origin;
import dev.shm.pool.protocol.Work;
import dev.shm.process.ProcessTable;
import dev.shm.robust.ProcessEnd;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The program of a worker. */
public final class Main {
    /** The exit code of a worker whose parent is gone. */
    static final int ORPHANED = 3;

    private static final int OUT_OF_MEMORY = 4;
    private static final int NOT_READY = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Main() {}

    /**
     * Runs it.
     *
     * @param arguments an {@link Assignment}
     * @throws Throwable what the function of a process throws: its JVM tells, as of any program
     */
    public static void main(String[] arguments) throws Throwable {
        Assignment assignment = Assignment.of(arguments);
        Thread.currentThread().setName(assignment.name());
        Mail mail = open(assignment.space(), assignment.parent());
        if (assignment.kind() == Assignment.Kind.REHEARSAL) {
            Rehearsal.run(mail);
            System.exit(0);
        }
        TaskLoop loop = new TaskLoop(mail, assignment.worker());
        mail.board().started(loop.worker(), ProcessTable.ownPid());
        Origin.set(assignment.name(), assignment.parent());
        ParentWatch.start(mail, loop);
        if (assignment.kind() == Assignment.Kind.PROCESS) {
            Throwable thrown = loop.runOne();
            if (thrown != null) {
                throw thrown;
            }
            return;
        }
        if (!initialize(mail, loop.worker())) {
            System.exit(NOT_READY);
        }
        boolean sound;
        try {
            mail.report(new Frame(Kind.READY, loop.worker(), ProcessTable.ownPid()));
            if (assignment.kind() == Assignment.Kind.SPARE) {
                mail.board().enter(loop.worker(), Phase.SPARE);
                loop.awaitCall();
            }
            mail.board().enter(loop.worker(), Phase.WORKING);
            sound = loop.run(assignment.mostTasks());
        } catch (IllegalStateException e) {
            if (ParentWatch.isLeaving()) {
                return; // the other thread halts this JVM
            }
            throw e;
        }
        // Threads that tasks have left behind don't keep it; and the space stays open, lest it outlives its parent in a
        // hook.
        System.exit(sound ? 0 : OUT_OF_MEMORY);
    }

    /** Its parent may have gone while this JVM started, or may not have come so far yet. */
    private static Mail open(Path path, long parent) {
        SharedSpace space;
        try {
            space = SharedSpace.open(path);
        } catch (NotFoundException e) {
            Runtime.getRuntime().halt(ORPHANED);
            throw e;
        }
        ProcessEnd parentEnd = ParentWatch.endOf(parent, space);
        while (true) {
            try {
                return Mail.open(space);
            } catch (NotFoundException e) {
                if (parentEnd.isReady()) {
                    ParentWatch.leave(space);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static boolean initialize(Mail mail, int worker) throws IOException {
        Path file = mail.file(Mail.INITIALIZER);
        if (!Files.exists(file)) {
            return true;
        }
        mail.report(new Frame(Kind.STARTED, worker, ProcessTable.ownPid()));
        try {
            ((Work) ObjectBytes.decode(ByteBuffer.wrap(mail.read(file)))).run(new Object[0]);
            return true;
        } catch (Throwable e) { // it is the user's
            long pid = ProcessTable.ownPid();
            mail.report(mail.frame(Kind.REFUSED, worker, pid, Failure.encode(e)));
            return false;
        }
    }
}
