package dev.shm.stress;

import dev.shm.space.SharedSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.BiFunction;

/**
 * An object of a temporary space, mapped twice at different addresses, as by two processes: the second time by another name
 * of the same file.
 *
 * @param <T> the type of the object
 * @param one handle of the first mapping
 * @param other handle of the second mapping
 */
record TwoMappings<T>(T one, T other) {
    private static final SharedSpace SPACE = SharedSpace.temporary();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SPACE::close));
    }

    /** Makes and opens the object of a test. */
    static <T> TwoMappings<T> of(String name, BiFunction<SharedSpace, String, T> openOrCreate) {
        T one = openOrCreate.apply(SPACE, name);
        String again = name + "-again";
        try {
            Files.createLink(SPACE.path().resolve(again), SPACE.path().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TwoMappings<>(one, openOrCreate.apply(SPACE, again));
    }
}
