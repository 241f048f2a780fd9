package dev.shm.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a {@link ChildJvm} is started with. Each method returns this builder; a builder can start many children.
 *
 * <p>The defaults are made for a start within 0.1 s and for nothing left behind by a kill: C1 only, serial collector,
 * 64 MiB of heap, no {@code hsperfdata} file, no JVM options from the environment. The class path is that of this JVM
 * (its module path joined to it) and travels in the variable {@code CLASSPATH}, so its length is no matter.
 *
 * <p>Threads: one.
 */
public final class ChildJvmBuilder {

    private static final String SERIAL_COLLECTOR = "-XX:+UseSerialGC";
    private static final List<String> DEFAULT_OPTIONS =
            List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-XX:-UsePerfData");
    private static final List<String> OPTION_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final Class<?> main;
    private final List<String> arguments;
    private final List<String> options = new ArrayList<>();
    private final List<String> prefix = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private Path directory = Path.of("");
    private String classPath;

    ChildJvmBuilder(Class<?> main, String... arguments) {
        this.main = main;
        this.arguments = List.of(arguments);
        this.classPath = currentClassPath(main);
    }

    /**
     * Adds JVM options, which win over the defaults; a collector among them replaces the serial one.
     *
     * @param more the options, such as {@code -Xmx1g}
     * @return this builder
     */
    public ChildJvmBuilder options(String... more) {
        options.addAll(Arrays.asList(more));
        return this;
    }

    /**
     * Sets another Java.
     *
     * @param home its home, where {@code bin/java} is; by default the home of this JVM
     * @return this builder
     */
    public ChildJvmBuilder javaHome(Path home) {
        javaHome = home;
        return this;
    }

    /**
     * Sets a variable in the environment, which else is that of this JVM.
     *
     * @param name the name of the variable
     * @param value its value
     * @return this builder
     */
    public ChildJvmBuilder environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Sets the working directory.
     *
     * @param path an existing directory; by default that of this JVM
     * @return this builder
     */
    public ChildJvmBuilder directory(Path path) {
        directory = path;
        return this;
    }

    /**
     * Puts a command in front of {@code java}, such as {@code unshare -p -f --mount-proc}. It must run {@code java} as
     * itself or as a child, end when that ends, and keep the environment. The exit code is that of the command then.
     *
     * @param command the words of the command
     * @return this builder
     */
    public ChildJvmBuilder prefix(String... command) {
        prefix.addAll(Arrays.asList(command));
        return this;
    }

    /**
     * Sets another class path.
     *
     * @param path the entries, separated as {@code java -cp} wants them
     * @return this builder
     */
    public ChildJvmBuilder classPath(String path) {
        classPath = path;
        return this;
    }

    /**
     * Starts a child. With a prefix, returns when its JVM is there.
     *
     * @return the child, to be closed by the caller
     * @throws java.io.UncheckedIOException if the command can't be run
     */
    public ChildJvm start() {
        Path java = javaHome.resolve("bin").resolve("java");
        ProcessBuilder builder = new ProcessBuilder(commandLine(java))
                .directory(directory.toAbsolutePath().toFile());
        Map<String, String> variables = builder.environment();
        OPTION_VARIABLES.forEach(variables::remove);
        variables.put("CLASSPATH", classPath);
        variables.putAll(environment);
        Descendants.mark(variables);
        try {
            Process process = builder.start();
            ProcessHandle jvm = prefix.isEmpty() ? process.toHandle() : awaitJvm(process, java.toRealPath());
            return new ChildJvm(main.getSimpleName(), process, jvm);
        } catch (IOException e) {
            throw new UncheckedIOException("child can't be started: command=" + builder.command(), e);
        }
    }

    /** Returns the JVM at or below a process, or that process if it has ended. */
    private static ProcessHandle awaitJvm(Process process, Path java) {
        if (!HangGuard.isReached(
                HangGuard.limit(),
                () -> !process.isAlive() || findJvm(process, java).isPresent())) {
            process.destroyForcibly();
            throw new AssertionError("command runs no JVM: java=" + java + ", command=" + process.info());
        }
        return findJvm(process, java).orElse(process.toHandle());
    }

    private static Optional<ProcessHandle> findJvm(Process process, Path java) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(handle ->
                        handle.info().command().filter(java.toString()::equals).isPresent())
                .findFirst();
    }

    private List<String> commandLine(Path java) {
        List<String> words = new ArrayList<>(prefix);
        words.add(java.toString());
        words.addAll(DEFAULT_OPTIONS);
        if (options.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
            words.add(SERIAL_COLLECTOR);
        }
        String factor = System.getProperty(HangGuard.FACTOR_PROPERTY);
        if (factor != null) {
            words.add("-D" + HangGuard.FACTOR_PROPERTY + "=" + factor);
        }
        words.addAll(options);
        words.add(main.getName());
        words.addAll(arguments);
        return words;
    }

    /** The directory or jar of the main class comes first: a test class patched into a module is on neither path. */
    private static String currentClassPath(Class<?> main) {
        Set<String> entries = new LinkedHashSet<>();
        String file = main.getName().replace('.', '/') + ".class";
        String address = main.getResource("/" + file).toString();
        if (address.startsWith("file:")) {
            entries.add(Path.of(URI.create(address.substring(0, address.length() - file.length())))
                    .toString());
        }
        for (String property : List.of("jdk.module.path", "java.class.path")) {
            Arrays.stream(System.getProperty(property, "").split(File.pathSeparator))
                    .filter(entry -> !entry.isEmpty())
                    .forEach(
                            entry -> entries.add(Path.of(entry).toAbsolutePath().toString()));
        }
        return String.join(File.pathSeparator, entries);
    }
}
