package dev.shm.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The project's Markdown files, and what is in them. */
final class Docs {
    static final Path ROOT = root();

    private Docs() {}

    /**
     * A fenced block of code.
     *
     * @param path of the file, from the root
     * @param label the comment in the line before it, without its marks; empty if there is none
     * @param language as it stands behind the fence
     * @param text with the ends of its lines
     */
    record Block(Path path, String label, String language, String text) {
        @Override
        public String toString() {
            return path + ", block \"" + label + "\"";
        }
    }

    static List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
        files.add(Path.of("CHANGELOG.md"));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .forEach(path -> files.add(ROOT.relativize(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    static String read(Path path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(String path) {
        return read(Path.of(path));
    }

    /** The blocks of one language in all files. */
    static List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        for (Path path : files()) {
            blocks(path).stream()
                    .filter(block -> block.language().equals(language))
                    .forEach(blocks::add);
        }
        return blocks;
    }

    private static List<Block> blocks(Path path) {
        List<Block> blocks = new ArrayList<>();
        String before = "";
        String language = null;
        String label = "";
        StringBuilder text = new StringBuilder();
        for (String line : read(path).split("\n", -1)) {
            if (!line.startsWith("```")) {
                text.append(line).append('\n');
            } else if (language == null) {
                language = line.substring("```".length()).strip();
                label = before.startsWith("<!--")
                        ? before.replaceAll("<!--|-->", "").strip()
                        : "";
                text.setLength(0);
            } else {
                blocks.add(new Block(path, label, language, text.toString()));
                language = null;
            }
            before = line;
        }
        if (language != null) {
            throw new AssertionError("a block of code doesn't end: " + path);
        }
        return blocks;
    }

    private static Path root() {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("README.md")) && Files.isDirectory(path.resolve("docs"))) {
                return path;
            }
        }
        throw new AssertionError("not within the repository: " + Path.of("").toAbsolutePath());
    }
}
