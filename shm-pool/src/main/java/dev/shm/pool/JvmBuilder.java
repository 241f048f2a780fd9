package dev.shm.pool;

import dev.shm.pool.launch.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What JVMs are started with, whatever they are for.
 *
 * @param <B> the builder itself
 */
abstract sealed class JvmBuilder<B extends JvmBuilder<B>> permits SharedProcess.Builder, ProcessPoolBuilder {
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Path> classPath = new ArrayList<>();
    private Path directory;

    JvmBuilder() {}

    abstract B self();

    /**
     * Adds options of the JVM, such as {@code -Xmx1g}. Those of this JVM that code may depend on are inherited: of modules, of native
     * access, previews, assertions, and properties; not those of memory, agents and debuggers.
     *
     * @param more the options
     * @return this builder
     */
    public B jvmOptions(String... more) {
        options.addAll(Arrays.asList(more));
        return self();
    }

    /**
     * Sets a variable of the environment, which else is that of this process.
     *
     * @param name of the variable
     * @param value of the variable
     * @return this builder
     */
    public B environment(String name, String value) {
        environment.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return self();
    }

    /**
     * Sets the working folder.
     *
     * @param path an existing one; by default that of this process
     * @return this builder
     * @throws IllegalArgumentException if there is no such folder
     */
    public B directory(Path path) {
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("no folder: directory=" + path + "; make it first");
        }
        directory = path;
        return self();
    }

    /**
     * Adds to the class path, which else is that of this JVM.
     *
     * @param entries jars and folders
     * @return this builder
     */
    public B addToClassPath(Path... entries) {
        classPath.addAll(Arrays.asList(entries));
        return self();
    }

    final Launch launch(boolean capturesOutput) {
        return new Launch(
                List.copyOf(options), Map.copyOf(environment), directory, List.copyOf(classPath), capturesOutput);
    }
}
