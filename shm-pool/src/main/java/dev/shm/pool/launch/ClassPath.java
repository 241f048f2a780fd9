package dev.shm.pool.launch;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a worker finds classes: where this JVM does, and in what was added. All absolute: a worker may have another working folder.
 *
 * <p>If the library is in jars, those come first: an archive of classes is of the first entries of a class path, and those that come behind
 * them may be folders then, which a JVM does not archive.
 *
 * @param library the jars of the library on the class path; empty if one of them is no jar, or a module
 * @param classes the class path, with those of the library
 * @param modules the module path; empty if the program has none
 * @param mainModule the module that this JVM was started with; null if it was started with a class
 */
record ClassPath(List<String> library, List<String> classes, List<String> modules, String mainModule) {
    /* One class of each jar that a worker needs before its first task. */
    private static final String[] IN_LIBRARY = {
        "dev.shm.pool.launch.ClassPath",
        "dev.shm.queues.SharedQueue",
        "dev.shm.locks.InterProcessEvent",
        "dev.shm.space.SharedSpace",
        "com.sun.jna.Native",
        "org.agrona.concurrent.IdleStrategy"
    };

    /** {@return that of this JVM, with more on its class path} */
    static ClassPath ofThisJvm(List<Path> added) {
        Set<String> classes = new LinkedHashSet<>(entries("java.class.path"));
        for (Path path : added) {
            classes.add(path.toAbsolutePath().toString());
        }
        List<String> modules = entries("jdk.module.path");
        List<String> library = modules.isEmpty() && classes.containsAll(Library.JARS) ? Library.JARS : List.of();
        Set<String> ordered = new LinkedHashSet<>(library);
        ordered.addAll(classes);
        return new ClassPath(library, List.copyOf(ordered), modules, System.getProperty("jdk.module.main"));
    }

    private static List<String> entries(String property) {
        List<String> entries = new ArrayList<>();
        String path = System.getProperty(property, "");
        if (!path.isEmpty()) {
            for (String entry : path.split(File.pathSeparator, -1)) {
                entries.add(Path.of(entry).toAbsolutePath().toString()); // one that is empty is the working folder
            }
        }
        return entries;
    }

    /** Looked for once. */
    private static final class Library {
        static final List<String> JARS = find();

        private static List<String> find() {
            Set<String> jars = new LinkedHashSet<>();
            try {
                for (String name : IN_LIBRARY) {
                    Class<?> type = Class.forName(name, false, ClassPath.class.getClassLoader());
                    CodeSource source = type.getProtectionDomain().getCodeSource();
                    URI from = source == null ? null : source.getLocation().toURI();
                    if (from == null || !"file".equals(from.getScheme()) || !Files.isRegularFile(Path.of(from))) {
                        return List.of();
                    }
                    jars.add(Path.of(from).toString());
                }
            } catch (ClassNotFoundException | URISyntaxException | RuntimeException e) {
                return List.of(); // some other way to have classes: it does without
            }
            return List.copyOf(jars);
        }
    }

    /** {@return the class path in one word} */
    String classesJoined() {
        return String.join(File.pathSeparator, classes);
    }

    /** {@return the module path in one word} */
    String modulesJoined() {
        return String.join(File.pathSeparator, modules);
    }

    /** {@return an argument file for {@code java} that says the class path, however long} */
    String argumentFile() {
        return "-cp \"" + escape(classesJoined()) + "\"\n";
    }

    private static String escape(String path) {
        return path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
