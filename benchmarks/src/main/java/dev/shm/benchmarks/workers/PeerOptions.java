package dev.shm.benchmarks.workers;

/** The options without which some peers do not run on Java 17 and later; ours runs without any. */
public final class PeerOptions {
    /** Of Agrona's buffers, and what is built of them. */
    public static final String AGRONA = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    /** Of Chronicle's bytes; not the only one. */
    public static final String CHRONICLE = "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED";

    /** Of its mapped files, too. */
    public static final String CHRONICLE_FILES = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";

    /** Without it, and the next one, they run as well, but write warnings. */
    public static final String CHRONICLE_CLEANER = "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED";

    /** What they log has nowhere to go. */
    public static final String CHRONICLE_LOG = "-Dslf4j.internal.verbosity=ERROR";

    private PeerOptions() {}
}
