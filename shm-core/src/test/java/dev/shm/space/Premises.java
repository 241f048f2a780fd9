package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.Refusal;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.function.Executable;

/**
 * A directory with a closed space in it and in that two values: one is tampered with, and the other one is there to see
 * that nothing else was harmed.
 */
record Premises(Path parent) {
    static final String VICTIM = "victim";
    static final long VICTIM_VALUE = 7;

    private static final String WITNESS = "witness";
    private static final long WITNESS_VALUE = 42;

    /** @param parent an existing directory */
    static Premises in(Path parent) {
        Premises premises = new Premises(parent);
        try (SharedSpace made = SharedSpace.create(premises.space())) {
            SharedLong.create(made, VICTIM, VICTIM_VALUE);
            SharedLong.create(made, WITNESS, WITNESS_VALUE);
        }
        return premises;
    }

    Path space() {
        return parent.resolve("space");
    }

    Path victim() {
        return space().resolve(VICTIM);
    }

    Path processes() {
        return space().resolve(SpacePaths.PROCESSES);
    }

    void assertWitnessUnharmed() {
        try (SharedSpace opened = SharedSpace.open(space())) {
            assertEquals(WITNESS_VALUE, SharedLong.open(opened, WITNESS).get());
        }
    }

    /** Asserts the refusal of something to be done with the victim, and that nothing was changed by it. */
    <X extends Throwable> X assertVictimRefused(Class<X> type, Object... parts) {
        try (SharedSpace opened = SharedSpace.open(space())) {
            X refusal = assertRefused(type, () -> SharedLong.open(opened, VICTIM), parts);
            assertRefused(type, () -> SharedLong.openOrCreate(opened, VICTIM), parts);
            if (Files.exists(victim(), LinkOption.NOFOLLOW_LINKS)) {
                assertRefused(
                        AlreadyExistsException.class,
                        () -> SharedLong.create(opened, VICTIM),
                        victim(),
                        "openOrCreate");
            }
            assertWitnessUnharmed();
            return refusal;
        }
    }

    /** Asserts the refusal of the space, whether it is to be opened or might be made, and that nothing was changed by it. */
    <X extends Throwable> X assertSpaceRefused(Class<X> type, Object... parts) {
        X refusal = assertRefused(type, () -> SharedSpace.open(space()).close(), parts);
        assertRefused(type, () -> SharedSpace.openOrCreate(space()).close(), parts);
        return refusal;
    }

    /** Asserts a refusal after which everything is as before. */
    <X extends Throwable> X assertRefused(Class<X> type, Executable action, Object... parts) {
        Inventory before = Inventory.of(parent);
        X refusal = Refusal.assertRefused(type, action, parts);
        assertEquals(before, Inventory.of(parent));
        return refusal;
    }

    // ---- tampering ----

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Overwrites in place. */
    static void write(Path file, byte[] bytes) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
