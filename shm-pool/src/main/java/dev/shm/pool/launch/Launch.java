package dev.shm.pool.launch;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How JVMs are started.
 *
 * @param options for {@code java}, which win over our own
 * @param environment variables besides those of this process, or instead of them
 * @param directory the working folder; null for that of this process
 * @param addedPath behind the class path of this JVM
 * @param capturesOutput whether standard output is kept here, instead of going where that of this JVM goes
 */
public record Launch(
        List<String> options,
        Map<String, String> environment,
        Path directory,
        List<Path> addedPath,
        boolean capturesOutput) {
    private static final String WORKER_MODULE = "dev.shm.pool";
    private static final String WORKER_MAIN = "dev.shm.pool.worker.Main";
    private static final int FIRST_WITH_NATIVE_ACCESS_WARNING = 24;
    private static final int JVM_REFUSES = 1; // its exit code if it can't do with its options

    /*
     * Ctrl-C in a terminal goes to all processes that were started from there. A worker that died of it would leave its parent no time to
     * have its tasks done; and nobody would be the last one out of the space. It ends when its parent has.
     */
    private static final Path SHELL = Path.of("/bin/sh");
    private static final String DEAF_TO_INTERRUPTS = "trap '' INT; exec \"$@\"";

    /* The kernel takes no variable of 128 KiB or more; what is not ASCII may take three bytes. */
    private static final int MOST_IN_VARIABLE = 40_000;

    /**
     * Starts a worker.
     *
     * @param name what it is to be called
     * @param scratch a folder for what has to stand in a file
     * @param arguments of its main class
     * @return the JVM, which may fail later
     * @throws IOException if it can't be started at all
     */
    public WorkerJvm start(String name, Path scratch, List<String> arguments) throws IOException {
        ClassPath path = ClassPath.ofThisJvm(addedPath);
        return start(name, path, new WorkerArchive(path.library()).options(), scratch, arguments);
    }

    /**
     * Makes an archive of the classes that a worker needs, for all that are started later: starts one that does, once, what they will do, and
     * waits for its end. Does nothing if there is one, or there can be none.
     *
     * @param scratch a folder for what has to stand in a file
     * @param arguments of the main class, for a rehearsal
     */
    public static void rehearse(Path scratch, List<String> arguments) {
        ClassPath path = ClassPath.ofThisJvm(List.of());
        ClassPath library = new ClassPath(path.library(), path.library(), List.of(), null);
        Launch launch = new Launch(List.of(), Map.of(), null, List.of(), true);
        new WorkerArchive(path.library()).make(options -> {
            int exitCode = launch.start("rehearsal", library, options, scratch, arguments)
                    .awaitEnd()
                    .exitCode();
            if (exitCode != 0 && exitCode != JVM_REFUSES) {
                throw new IOException("a rehearsal was ended before its time: exit code=" + exitCode);
            }
            return exitCode == 0;
        });
    }

    private WorkerJvm start(String name, ClassPath path, List<String> archive, Path scratch, List<String> arguments)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        if (!Files.isExecutable(java)) {
            throw new IOException(
                    "no Java to start workers with: java=" + java + "; this JVM's own was removed or has none");
        }
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            command.addAll(List.of(SHELL.toString(), "-c", DEAF_TO_INTERRUPTS, SHELL.toString()));
        }
        command.add(java.toString());
        command.addAll(archive);
        addOptions(command, path, scratch);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(capturesOutput ? Redirect.PIPE : Redirect.INHERIT);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        if (isShort(path)) {
            // Not as an argument: it would fill what `ps` and a space's table of processes show of the command.
            builder.environment().put("CLASSPATH", path.classesJoined());
        } else {
            builder.environment().remove("CLASSPATH");
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        Path folder = directory == null ? Path.of("").toAbsolutePath() : directory.toAbsolutePath();
        return new WorkerJvm(name, process, folder, capturesOutput);
    }

    private static boolean isShort(ClassPath path) {
        return path.classesJoined().length() < MOST_IN_VARIABLE;
    }

    private void addOptions(List<String> command, ClassPath path, Path scratch) throws IOException {
        List<String> inherited = InheritedOptions.ofThisJvm();
        command.add("-XX:-UsePerfData"); // nothing is left in /tmp by one that is killed
        command.add("-XX:+DisplayVMOutputToStderr"); // what the JVM says of its end is to be read here
        if (!choosesCollector()) {
            command.add("-XX:+UseSerialGC"); // there are as many workers as processors
        }
        command.addAll(inherited);
        boolean inModule = Launch.class.getModule().isNamed();
        if (!path.modules().isEmpty()) {
            command.add("--module-path=" + path.modulesJoined());
        }
        if (path.mainModule() != null) {
            command.add("--add-modules=" + path.mainModule());
        }
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS_WARNING && !speaksOfNativeAccess(inherited)) {
            command.add("--enable-native-access=" + (inModule ? "com.sun.jna" : "ALL-UNNAMED"));
        }
        if (!isShort(path)) {
            Path file = scratch.resolve("class-path.arguments");
            Files.writeString(file, path.argumentFile(), Charset.forName(System.getProperty("sun.jnu.encoding")));
            command.add("@" + file);
        }
        command.addAll(options);
        if (inModule) {
            command.addAll(List.of("-m", WORKER_MODULE + "/" + WORKER_MAIN));
        } else {
            command.add(WORKER_MAIN);
        }
    }

    // No streams and no regular expressions on this way: they would be the first, and cost more than all the rest.

    private boolean choosesCollector() {
        for (String option : options) {
            if (option.startsWith("-XX:+Use") && option.endsWith("GC")) {
                return true;
            }
        }
        return false;
    }

    private static boolean speaksOfNativeAccess(List<String> inherited) {
        for (String option : inherited) {
            if (option.contains("native-access")) {
                return true;
            }
        }
        return false;
    }
}
