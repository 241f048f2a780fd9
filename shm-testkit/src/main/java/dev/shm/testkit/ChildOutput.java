package dev.shm.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * All that a child prints.
 *
 * @param out its standard output
 * @param err its standard error
 */
record ChildOutput(LineLog out, LineLog err) {

    private static final long HEIR_PATIENCE_SECONDS = 2;

    /**
     * Begins to read. A process that has inherited the streams may keep them open after the end of the child: they are
     * declared ended some time after it.
     */
    static ChildOutput of(Process process, String name) {
        LineLog out = LineLog.of(process.getInputStream(), name + "-stdout");
        LineLog err = LineLog.of(process.getErrorStream(), name + "-stderr");
        Executor later = CompletableFuture.delayedExecutor(HEIR_PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.onExit().thenRunAsync(out::end, later).thenRun(err::end);
        return new ChildOutput(out, err);
    }

    void awaitEnd() {
        out.awaitEnd();
        err.awaitEnd();
    }

    @Override
    public String toString() {
        return "--- stdout\n" + out.text() + "\n--- stderr\n" + err.text() + "\n---";
    }
}
