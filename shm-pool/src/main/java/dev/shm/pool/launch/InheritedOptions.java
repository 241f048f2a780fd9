package dev.shm.pool.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Those options of this JVM that its code may depend on: of modules, of native access, preview features, assertions and properties. Not
 * those of memory, of debuggers and agents, which are for one process.
 *
 * <p>They are read from the command line. What stands in argument files on it is not seen; what stands in {@code JDK_JAVA_OPTIONS} and
 * {@code JAVA_TOOL_OPTIONS} is inherited with the environment anyway.
 */
final class InheritedOptions {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    /* Followed by =value or by a word of its own. */
    private static final Set<String> WITH_VALUE = Set.of(
            "--add-modules",
            "--add-opens",
            "--add-exports",
            "--add-reads",
            "--patch-module",
            "--upgrade-module-path",
            "--limit-modules",
            "--enable-native-access");
    /* The same, which the worker gets otherwise, or not. */
    private static final Set<String> PASSED_OVER =
            Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--source");
    private static final List<String> KEPT_PREFIXES = List.of(
            "-D",
            "-ea",
            "-da",
            "-enableassertions",
            "-disableassertions",
            "-esa",
            "-dsa",
            "--enable-preview",
            "--illegal-native-access",
            "--sun-misc-unsafe-memory-access",
            "--enable-final-field-mutation",
            "--illegal-final-field-mutation");
    /* Which open a port that this JVM has already. */
    private static final List<String> OWN_PROPERTIES = List.of("-Dcom.sun.management.", "-Djava.rmi.server.");

    private InheritedOptions() {}

    /** {@return those of this JVM} */
    static List<String> ofThisJvm() {
        return of(commandLine());
    }

    private static List<String> commandLine() {
        try {
            String text = new String(Files.readAllBytes(COMMAND_LINE), Charset.defaultCharset());
            return Arrays.asList(text.split("\0"));
        } catch (IOException e) {
            return ProcessHandle.current()
                    .info()
                    .arguments()
                    .map(arguments -> {
                        List<String> words = new ArrayList<>(List.of("java"));
                        words.addAll(Arrays.asList(arguments));
                        return words;
                    })
                    .orElse(List.of());
        }
    }

    /** {@return those of a command line, of which the first word is the program} */
    static List<String> of(List<String> words) {
        List<String> kept = new ArrayList<>();
        if (words.isEmpty() || !Path.of(words.get(0)).endsWith("java")) {
            return kept; // a program that has a JVM in it
        }
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-") && !word.startsWith("@")
                    || word.equals("-jar")
                    || word.equals("-m")
                    || word.startsWith("--module=")
                    || word.equals("--module")) {
                break; // behind it come the program and its arguments
            }
            int equals = word.indexOf('=');
            if (WITH_VALUE.contains(word) && i + 1 < words.size()) {
                kept.add(word + "=" + words.get(++i));
            } else if (PASSED_OVER.contains(word)) {
                i++;
            } else if (equals > 0 && WITH_VALUE.contains(word.substring(0, equals)) || isKept(word)) {
                kept.add(word);
            }
        }
        return kept;
    }

    private static boolean isKept(String word) {
        return KEPT_PREFIXES.stream().anyMatch(word::startsWith)
                && OWN_PROPERTIES.stream().noneMatch(word::startsWith);
    }
}
