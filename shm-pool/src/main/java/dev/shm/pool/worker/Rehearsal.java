package dev.shm.pool.worker;

import dev.shm.locks.WaitSet;
import dev.shm.pool.protocol.Frame;
import dev.shm.pool.protocol.Frame.Kind;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.ObjectBytes;
import dev.shm.pool.protocol.TaskBytes;
import dev.shm.pool.protocol.Values;
import dev.shm.pool.protocol.Work;
import dev.shm.process.ProcessTable;
import dev.shm.space.SharedSpace;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Does once what every worker does until it has ended its first tasks, and what they do while they wait: its JVM was told to archive the
 * classes that were needed for it.
 */
final class Rehearsal {
    private static final int WORKER = 1;
    private static final long PAUSE_MILLIS = 20;

    private Rehearsal() {}

    /** In a space of its own; that of its parent tells when nobody is interested any more. */
    static void run(Mail parent) throws IOException, InterruptedException {
        try (Mail mail = Mail.create(SharedSpace.temporary(), WORKER)) {
            TaskLoop loop = new TaskLoop(mail, WORKER);
            mail.board().started(WORKER, ProcessTable.ownPid());
            put(mail, 1, arguments -> new Object[] {arguments[0], 2L, 3.0, "four", null});
            put(mail, 2, arguments -> {
                throw new IllegalStateException("on purpose");
            });
            loop.run(2);
            mail.report(new Frame(Kind.READY, WORKER, ProcessTable.ownPid()));
            for (int i = 0; i < 3; i++) {
                mail.take(mail.results().take());
            }
            mail.tasks().poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            WaitSet.of(mail.bell(WORKER)).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        ParentWatch.start(parent, new TaskLoop(parent, 0));
    }

    private static void put(Mail mail, long id, Work work) throws IOException, InterruptedException {
        byte[] head = TaskBytes.head(id, ObjectBytes.encode(work));
        mail.tasks().put(mail.frame(Kind.TASK, 0, id, head, Values.encode(new Object[] {1})));
    }
}
