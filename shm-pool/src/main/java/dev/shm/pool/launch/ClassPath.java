package dev.shm.pool.launch;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a worker finds classes: where this JVM does, and in what was added. All absolute: a worker may have another working folder.
 *
 * @param classes the class path
 * @param modules the module path; empty if the program has none
 * @param mainModule the module that this JVM was started with; null if it was started with a class
 */
record ClassPath(List<String> classes, List<String> modules, String mainModule) {
    /** {@return that of this JVM, with more on its class path} */
    static ClassPath ofThisJvm(List<Path> added) {
        List<String> classes = entries("java.class.path");
        added.forEach(path -> classes.add(path.toAbsolutePath().toString()));
        return new ClassPath(classes, entries("jdk.module.path"), System.getProperty("jdk.module.main"));
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
        return "-cp "
                + classes.stream().map(ClassPath::escape).collect(Collectors.joining(File.pathSeparator, "\"", "\"\n"));
    }

    private static String escape(String entry) {
        return entry.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
