package dev.shm.memory;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The one thread of this JVM that opens, locks, maps and closes the library's own files.
 *
 * <p>A user's thread may be interrupted at any time, and an interrupted thread that touches a {@code FileChannel} closes
 * it, and with it drops every OS lock that the JVM has on the file. Nobody knows this thread, so nobody interrupts it.
 * That it is one thread also means that nothing it runs needs a lock against another attach or creation of this JVM.
 *
 * <p>It is a daemon, started at first use, and sleeps while there is nothing to do; but for the next task, and its callers for its end,
 * they look for a moment first. Where there is more than one processor that takes less time than two wake-ups.
 */
public final class InternalThread {
    private static final BlockingQueue<FutureTask<?>> TASKS = new LinkedBlockingQueue<>();
    private static final Thread THREAD = new Worker();
    /* Most tasks take 10 µs, and who opens many objects comes with the next one 1 µs later. */
    private static final long LOOK_NANOS = Runtime.getRuntime().availableProcessors() > 1 ? 30_000 : 0;

    static {
        THREAD.start();
    }

    private InternalThread() {}

    /**
     * Runs a task on the internal thread and waits for its end, whether interrupted or not; the interrupt is kept.
     *
     * @param <T> what it returns
     * @param task must not wait for another process
     * @return what the task returned
     * @throws Exception what the task threw, itself
     */
    public static <T> T call(Callable<T> task) throws Exception {
        if (Thread.currentThread() == THREAD) {
            return task.call();
        }
        FutureTask<T> future = new FutureTask<>(task);
        TASKS.add(future);
        for (long begin = System.nanoTime(); !future.isDone() && System.nanoTime() - begin < LOOK_NANOS; ) {
            Thread.yield();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unwrap(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The failure as thrown there, with the frames of who called behind its own. */
    private static Exception unwrap(ExecutionException e) {
        Throwable cause = e.getCause();
        StackTraceElement[] there = cause.getStackTrace();
        StackTraceElement[] here = e.getStackTrace();
        StackTraceElement[] both = Arrays.copyOf(there, there.length + here.length);
        System.arraycopy(here, 0, both, there.length, here.length);
        cause.setStackTrace(both);
        if (cause instanceof Error error) {
            throw error;
        }
        return (Exception) cause;
    }

    private static final class Worker extends Thread {
        Worker() {
            super(rootGroup(), null, "dev.shm files", 0, false);
            setDaemon(true);
            // It outlives the code that started it: it must hold on to none of its class loaders.
            setContextClassLoader(null);
        }

        @Override
        public void run() {
            while (true) {
                try {
                    next().run();
                } catch (InterruptedException e) {
                    // Somebody went through all threads of the JVM; there is nothing here to be interrupted.
                }
            }
        }
    }

    private static FutureTask<?> next() throws InterruptedException {
        FutureTask<?> task = TASKS.poll();
        for (long begin = System.nanoTime(); task == null && System.nanoTime() - begin < LOOK_NANOS; ) {
            Thread.yield();
            task = TASKS.poll();
        }
        return task != null ? task : TASKS.take();
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
