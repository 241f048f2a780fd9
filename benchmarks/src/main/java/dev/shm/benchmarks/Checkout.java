package dev.shm.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the files lie that are no classes: the goals, the peers, the documentation, and what is built. */
final class Checkout {
    private Checkout() {}

    static Path goals() {
        return benchmarks().resolve("goals.toml");
    }

    static Path peers() {
        return benchmarks().resolve("peers");
    }

    static Path target() {
        return benchmarks().resolve("target");
    }

    static Path root() {
        return benchmarks().getParent();
    }

    /** The module's directory: this class is in {@code target/classes}, or in a jar in {@code target}. */
    private static Path benchmarks() {
        try {
            Path code = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
