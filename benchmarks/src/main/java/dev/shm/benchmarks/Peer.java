package dev.shm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of {@code benchmarks/peers}: a turn runs it to its end and reads the line that it prints. */
final class Peer implements Candidate {
    private static final String PYTHON = ".py";
    private static final String CPP = ".cpp";
    private static final String C = ".c";

    private final String name;
    private final List<String> arguments;
    private final List<String> command = new ArrayList<>();

    /**
     * A peer by the name of its source, without the ending.
     *
     * @param name of a program in C, C++ or Python
     * @param arguments all but the last, which says how long to measure
     */
    Peer(String name, String... arguments) {
        this.name = name;
        this.arguments = List.of(arguments);
    }

    @Override
    public void prepare() throws Exception {
        command.clear();
        if (Files.exists(source(PYTHON))) {
            command.addAll(python(name));
        } else {
            command.add(compile().toString());
        }
        command.addAll(arguments);
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.add(Integer.toString(effort.runMillis()));
        return Reading.parse(Program.run(words));
    }

    /** What runs a Python peer, without arguments. */
    static List<String> python(String name) throws MissingException {
        Program.require("python3");
        String source = Checkout.peers().resolve(name + PYTHON).toString();
        return List.of("python3", "-B", source); // -B: writes nothing beside the sources
    }

    private Path source(String ending) {
        return Checkout.peers().resolve(name + ending);
    }

    private Path compile() throws Exception {
        boolean usesBoost = Files.exists(source(CPP)); // nothing else is in C++
        Path source = source(usesBoost ? CPP : C);
        Path binary = Checkout.target().resolve("peers").resolve(name);
        if (isNewerThanAll(binary, source)) {
            return binary;
        }
        if (usesBoost) {
            Boost.version();
        } else {
            Program.require("gcc");
        }
        List<String> words = new ArrayList<>(usesBoost ? List.of("g++", "-std=c++17") : List.of("gcc", "-std=c11"));
        words.addAll(
                List.of("-O2", "-Wall", "-Wextra", "-o", binary.toString(), source.toString(), "-lpthread", "-lrt"));
        Files.createDirectories(binary.getParent());
        Program.run(words);
        return binary;
    }

    /** Whether it is there, and newer than its source and what that may include. */
    private static boolean isNewerThanAll(Path binary, Path source) throws IOException {
        try (Stream<Path> files = Files.list(Checkout.peers())) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".h")).toList()) {
                if (!isNewer(binary, file)) {
                    return false;
                }
            }
        }
        return isNewer(binary, source);
    }

    private static boolean isNewer(Path binary, Path source) throws IOException {
        return Files.exists(binary)
                && Files.getLastModifiedTime(binary).compareTo(Files.getLastModifiedTime(source)) > 0;
    }
}
