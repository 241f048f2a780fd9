package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.ShmException;
import dev.shm.robust.DeathWarnings;
import dev.shm.robust.Handling;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 18 of the fault matrix: a header and a table of processes with several random changes, most of them under a checksum
 * that is right. Whoever opens such a file gets an exception of this library, or something that works.
 *
 * <p>The changes are drawn from a seed instead of being led by coverage, as Jazzer does: a header has 18 fields, each of
 * which one change in four hits, and a failure is found again by its seed without a corpus.
 */
@ExtendWith(LeakCheck.class)
class FuzzedFilesTest {
    private static final int CHANGES_AT_MOST = 6;
    private static final int CHECKSUM = HeaderLayout.LENGTH - Integer.BYTES;
    private static final int FIELDS_LENGTH = 256;
    private static final long NIGHTLY_NANOS = TimeUnit.MINUTES.toNanos(30);

    @TempDir
    private Path directory;

    private Premises premises;
    private byte[] victim;
    private byte[] processes;

    @BeforeEach
    void make() throws IOException {
        DeathWarnings.silence();
        LeakCheck.watch(directory);
        premises = Premises.in(Files.createDirectories(directory.resolve("parent")));
        victim = Premises.read(premises.victim());
        processes = Premises.read(premises.processes());
    }

    @Test
    void open_300FuzzedFiles_isRefusedOrWorks() throws IOException {
        fuzz(300, Long.MAX_VALUE);
    }

    @Tag("long")
    @Test
    void open_20000FuzzedFiles_isRefusedOrWorks() throws IOException {
        fuzz(20_000, Long.MAX_VALUE);
    }

    @Tag("nightly")
    @Test
    void open_fuzzedFilesForHalfAnHour_isRefusedOrWorks() throws IOException {
        fuzz(Integer.MAX_VALUE, NIGHTLY_NANOS);
    }

    private void fuzz(int rounds, long nanos) throws IOException {
        SplittableRandom random = Seeds.splittable("fuzz");
        long start = System.nanoTime();
        int opened = 0;
        for (int i = 0; i < rounds && System.nanoTime() - start < nanos; i++) {
            boolean table = random.nextBoolean();
            Path path = table ? premises.processes() : premises.victim();
            byte[] sound = table ? processes : victim;
            byte[] fuzzed = fuzzed(random, sound);
            Files.write(path, fuzzed);
            if (HangGuard.call("round " + i, () -> opens(table))) {
                opened++;
            }
            if (Files.exists(premises.processes())) {
                Files.write(path, sound);
                premises.assertWitnessUnharmed();
            } else {
                make(); // the change made it a temporary one, and nobody was left in it
            }
        }
        assertTrue(opened > 0, "none was harmless");
    }

    /** Something of this library, or it works. */
    private boolean opens(boolean table) {
        try (SharedSpace space = SharedSpace.open(premises.space())) {
            assertTrue(space.processes().size() >= 1, "this process at least");
            space.objects();
            SharedLong value = SharedLong.open(space, Premises.VICTIM);
            value.ownLock().tryLock(Handling.DEFAULT);
            value.ownLock().report();
            if (value.ownLock().isHeldByCurrentThread()) {
                value.ownLock().unlock();
            }
            return true;
        } catch (ShmException refused) {
            assertTrue(refused.getMessage().contains("space"), refused::getMessage);
            return false;
        }
    }

    private static byte[] fuzzed(SplittableRandom random, byte[] sound) {
        byte[] bytes = random.nextInt(8) == 0
                ? Arrays.copyOf(sound, random.nextInt(2 * Math.min(sound.length, 1 << 14)))
                : sound.clone();
        int changes = 1 + random.nextInt(CHANGES_AT_MOST);
        for (int i = 0; i < changes && bytes.length >= 2 * Long.BYTES; i++) {
            change(random, bytes);
        }
        if (bytes.length >= HeaderLayout.LENGTH && random.nextInt(4) > 0) {
            CRC32C checksum = new CRC32C();
            checksum.update(bytes, 0, CHECKSUM);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(CHECKSUM, (int) checksum.getValue());
        }
        return bytes;
    }

    private static void change(SplittableRandom random, byte[] bytes) {
        int reach = switch (random.nextInt(4)) {
            case 0 -> FIELDS_LENGTH;
            case 1 -> HeaderLayout.LENGTH;
            case 2 -> Math.min(bytes.length, 1 << 14); // the first slots
            default -> bytes.length;
        };
        int at = random.nextInt(Math.min(reach, bytes.length - Long.BYTES));
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> words.putInt(at & -Integer.BYTES, random.nextInt());
            case 3 -> words.putLong(at & -Long.BYTES, random.nextLong());
            case 4 -> words.putLong(at & -Long.BYTES, random.nextLong() >>> random.nextInt(Long.SIZE));
            default -> {
                int from = random.nextInt(bytes.length - Long.BYTES);
                words.putLong(at & -Long.BYTES, words.getLong(from & -Long.BYTES));
            }
        }
    }
}
