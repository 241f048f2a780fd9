package dev.shm.stress;

import dev.shm.space.SharedSpace;

/** Runs jcstress and cleans up behind the JVMs that it ends by force. */
public final class Main {
    /* About a minute in all: in each way of compiling a test, a tenth of a second of it. */
    private static final String[] QUICK = {
        "-m", "sanity", "-time", "100", "-strideSize", "256", "-strideCount", "40", "-sc", "false"
    };

    private Main() {}

    /**
     * Runs the tests.
     *
     * @param arguments jcstress's options; none for a quick run
     * @throws Exception whatever jcstress throws; some of it when a test has failed
     */
    public static void main(String[] arguments) throws Exception {
        try {
            org.openjdk.jcstress.Main.main(arguments.length == 0 ? QUICK : arguments);
        } finally {
            SharedSpace.sweep();
        }
    }
}
