package dev.shm.pool.worker;

import dev.shm.pool.protocol.Failure;
import dev.shm.pool.protocol.Frame;
import dev.shm.pool.protocol.Frame.Kind;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.TaskBytes;
import dev.shm.pool.protocol.Values;
import dev.shm.pool.protocol.Work;
import dev.shm.queues.Delivery;
import dev.shm.queues.QueueClosedException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Takes tasks and runs them, one after the other.
 *
 * <pre>
 *   receive      killed here: the queue delivers the task again, and the next worker sends it back as never begun
 *   begin        killed here or in the task: the pool reads on the board who died in what
 *   run
 *   report       killed behind it: the pool has the result; the task that comes back is of no interest to anybody
 *   done, end
 * </pre>
 */
final class TaskLoop {
    private final Mail mail;
    private final int worker;
    private final Functions functions;
    private final Thread thread = Thread.currentThread();
    private final CountDownLatch called = new CountDownLatch(1);
    private long running; // guarded by this

    TaskLoop(Mail mail, int worker) {
        this.mail = mail;
        this.worker = worker;
        this.functions = new Functions(mail);
    }

    int worker() {
        return worker;
    }

    /** A process has one task, and ends with it. Returns what it threw, null if nothing. */
    Throwable runOne() throws InterruptedException {
        Delivery<Frame> delivery = mail.tasks().receive();
        delivery.done(); // whatever comes of it, nobody else is to do it
        return run(delivery.element());
    }

    /**
     * Runs tasks until there are no more.
     *
     * @param most how many at most; 0 for any number
     * @return whether this JVM is sound; one that ran out of memory may lack a thread that it needs
     */
    boolean run(long most) throws InterruptedException {
        for (long count = 0; most == 0 || count < most; count++) {
            Delivery<Frame> delivery;
            try {
                delivery = mail.tasks().receive();
            } catch (QueueClosedException e) {
                return true;
            }
            Throwable thrown = null;
            if (delivery.isRedelivered()) {
                // Whoever had it may have begun it: whether it is to be done again, and whose fault it was, the pool
                // knows.
                mail.report(new Frame(Kind.RETURNED, worker, delivery.element().id()));
                count--;
            } else {
                thrown = run(delivery.element());
            }
            delivery.done();
            if (thrown instanceof OutOfMemoryError) {
                return false;
            }
        }
        return true;
    }

    private Throwable run(Frame task) {
        mail.board().begin(worker, task.id());
        Frame answer;
        Throwable thrown = null;
        try {
            answer = mail.frame(Kind.RESULT, worker, task.id(), compute(task));
        } catch (Throwable e) { // it is the user's code, whatever it throws
            thrown = e;
            answer = failure(task, e);
        }
        mail.report(answer);
        mail.board().end(worker);
        return thrown;
    }

    private byte[] compute(Frame task) throws Exception {
        TaskBytes bytes = TaskBytes.decode(mail.bytes(task));
        Work work = functions.get(bytes);
        Object[] arguments = Values.decode(bytes.arguments());
        Object[] results;
        begin(task.id());
        try {
            results = work.run(arguments);
        } finally {
            end();
        }
        return Values.encode(results);
    }

    private Frame failure(Frame task, Throwable thrown) {
        try {
            return mail.frame(Kind.FAILURE, worker, task.id(), Failure.encode(thrown));
        } catch (IOException e) { // no room for it
            return new Frame(Kind.FAILURE, worker, task.id(), false, Failure.encode(new IOException(e.toString())));
        }
    }

    // ---- being called, and being stopped ----

    /** A spare takes no task before it is called. */
    void awaitCall() throws InterruptedException {
        look();
        called.await();
    }

    /** The bell has rung: the pool wants something. */
    void look() {
        if (mail.board().isCalled(worker)) {
            called.countDown();
        }
        interrupt(mail.board().taskToStop(worker));
    }

    private synchronized void begin(long task) {
        running = task;
    }

    /** An interrupt that was meant for this task must not reach the next one. */
    private synchronized void end() {
        running = 0;
        Thread.interrupted();
    }

    /** Interrupts a task, if this is still about that one. */
    private synchronized void interrupt(long task) {
        if (task != 0 && running == task) {
            thread.interrupt();
        }
    }
}
