package dev.shm.demos;

import dev.shm.pool.SharedProcess;
import dev.shm.space.SharedSpace;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a demo with several JVMs plays: a temporary space, and the workers it has started. Both are gone when the stage is
 * closed, also when this process is interrupted (Ctrl-C, SIGTERM). When it is killed, the workers notice by themselves and
 * the last of them takes the space away; if they are killed too, the next stage does.
 */
final class Stage implements AutoCloseable {
    private static volatile boolean interrupted;

    private final SharedSpace space;
    private final List<WorkerJvm> workers = new ArrayList<>();
    private final Thread hook = new Interrupt();
    private boolean closed; // guarded by this

    private Stage(SharedSpace space) {
        this.space = space;
    }

    static Stage open() {
        SharedSpace.sweep();
        Stage stage = new Stage(SharedSpace.temporary());
        Runtime.getRuntime().addShutdownHook(stage.hook);
        return stage;
    }

    SharedSpace space() {
        return space;
    }

    /** Starts a worker, and doesn't wait for it. */
    synchronized WorkerJvm start(Class<?> main, String... arguments) {
        if (closed) {
            throw new IllegalStateException("closed: stage=" + space.path());
        }
        WorkerJvm worker = WorkerJvm.start(main, arguments);
        workers.add(worker);
        return worker;
    }

    /** Kills the workers that still run, and removes the space. */
    @Override
    public void close() {
        restIfInterrupted();
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            restIfInterrupted(); // just being interrupted; there is nothing left to be done by the hook
        }
    }

    private synchronized void clear() {
        if (!closed) {
            closed = true;
            for (WorkerJvm worker : workers) {
                worker.kill();
            }
            for (WorkerJvm worker : workers) {
                worker.awaitExit();
            }
            endProcesses();
            space.close();
        }
    }

    /** Of lessons: none is left unless this process is interrupted. They end with it anyway, but the space has to be left by us last. */
    private static void endProcesses() {
        List<SharedProcess> processes = SharedProcess.activeChildren();
        processes.forEach(SharedProcess::kill);
        processes.forEach(process -> process.onExit().join());
    }

    /**
     * Does not return if this process has been interrupted. The workers are being killed then and the space is being closed:
     * what one sees of them is no news, and the process ends in a moment.
     */
    static void restIfInterrupted() {
        while (interrupted) {
            LockSupport.park();
        }
    }

    private final class Interrupt extends Thread {
        @Override
        public void run() {
            interrupted = true;
            System.setOut(new PrintStream(OutputStream.nullOutputStream())); // of a lesson, which goes on meanwhile
            clear();
        }
    }
}
