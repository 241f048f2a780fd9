package dev.shm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of {@code benchmarks/peers}: a turn runs it to its end and reads the line that it prints. */
final class Peer implements Candidate {
    private final String name;
    private final List<String> arguments;
    private final List<String> command = new ArrayList<>();

    /**
     * A peer by the name of its source, without the ending.
     *
     * @param name of a C program, or of a Python one
     * @param arguments all but the last, which says how long to measure
     */
    Peer(String name, String... arguments) {
        this.name = name;
        this.arguments = List.of(arguments);
    }

    @Override
    public void prepare() throws Exception {
        command.clear();
        if (Files.exists(source(name))) {
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
        require("python3");
        return List.of("python3", "-B", source(name).toString()); // -B: writes nothing beside the sources
    }

    private static Path source(String name) {
        return Checkout.peers().resolve(name + ".py");
    }

    private Path compile() throws Exception {
        Path source = Checkout.peers().resolve(name + ".c");
        Path binary = Checkout.target().resolve("peers").resolve(name);
        if (isNewer(binary, source) && isNewer(binary, Checkout.peers().resolve("peer.h"))) {
            return binary;
        }
        require("gcc");
        Files.createDirectories(binary.getParent());
        Program.run(List.of(
                "gcc", "-std=c11", "-O2", "-Wall", "-Wextra", "-o", binary.toString(), source.toString(), "-lpthread"));
        return binary;
    }

    private static boolean isNewer(Path binary, Path source) throws IOException {
        return Files.exists(binary)
                && Files.getLastModifiedTime(binary).compareTo(Files.getLastModifiedTime(source)) > 0;
    }

    private static void require(String program) throws MissingException {
        if (!Program.isInstalled(program)) {
            throw new MissingException(program + " is not installed; on Debian: apt-get install " + program);
        }
    }
}
