package dev.shm.pool.worker;

import dev.shm.pool.protocol.Failure;
import dev.shm.pool.protocol.Frame;
import dev.shm.pool.protocol.Frame.Kind;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.ObjectBytes;
import dev.shm.pool.protocol.Origin;
import dev.shm.pool.protocol.Work;
import dev.shm.process.ProcessTable;
import dev.shm.space.NotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program of a worker. Its arguments: what it is called, {@code pool} or {@code process}, its number, how many tasks it does before
 * it ends (0 for any number), and the space of its parent.
 */
public final class Main {
    /** The exit code of a worker whose parent is gone. */
    static final int ORPHANED = 3;

    private static final int OUT_OF_MEMORY = 4;
    private static final int NOT_READY = 5;

    private Main() {}

    /**
     * Runs it.
     *
     * @param arguments as said above
     * @throws Throwable what the function of a process throws: its JVM tells, as of any program
     */
    public static void main(String[] arguments) throws Throwable {
        Thread.currentThread().setName(arguments[0]);
        Mail mail = open(Path.of(arguments[4]));
        TaskLoop loop = new TaskLoop(mail, Integer.parseInt(arguments[2]));
        mail.board().started(loop.worker(), ProcessTable.ownPid());
        Origin.set(arguments[0], mail.board().parentPid());
        ParentWatch.start(mail, loop);
        if (arguments[1].equals("process")) {
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
            sound = loop.run(Long.parseLong(arguments[3]));
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

    /** Its parent may have gone while this JVM started. */
    private static Mail open(Path path) {
        try {
            return Mail.open(path);
        } catch (NotFoundException e) {
            Runtime.getRuntime().halt(ORPHANED);
            throw e;
        }
    }

    private static boolean initialize(Mail mail, int worker) throws IOException {
        Path file = mail.file(Mail.INITIALIZER);
        if (!Files.exists(file)) {
            return true;
        }
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
