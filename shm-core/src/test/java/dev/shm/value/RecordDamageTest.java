package dev.shm.value;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.memory.RegionDamagedException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Row 19 of the fault matrix for records: random words in them. The next write mends all. */
@ExtendWith(LeakCheck.class)
class RecordDamageTest {
    private static final int ROUNDS = 500;
    private static final int SLOT_BYTES = 72;

    @Test
    void get_noSuchConstant_throwsAndNextWriteMends() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedRecord<Sample> record = SharedRecord.create(space, "record", Sample.of(1));
            overwrite(space, RecordLayout.SLOTS_OFFSET, filled(2 * SLOT_BYTES));
            assertRefused(RegionDamagedException.class, record::get, "component=side", "offset=40", "0xffffffff");
            record.set(Sample.of(2));
            assertEquals(Sample.of(2), record.get());
        }
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) -1);
        return bytes;
    }

    @Test
    void getAndSet_randomWordsMeanwhile_nobodyHangsAndNextWriteMends() throws IOException {
        Random random = Seeds.random("damage");
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedRecord<Sample> record = SharedRecord.create(space, "record", Sample.of(1));
            for (int i = 0; i < ROUNDS; i++) {
                byte[] word = new byte[Long.BYTES];
                random.nextBytes(word);
                long at = RecordLayout.SEQUENCE_OFFSET + (long) random.nextInt(1 + 2 * SLOT_BYTES / 8) * Long.BYTES;
                overwrite(space, at, word);
                int n = i;
                HangGuard.run("round " + i, () -> {
                    try {
                        record.get();
                    } catch (RegionDamagedException e) {
                        // a constant that is none
                    }
                    record.set(Sample.of(n));
                    assertEquals(Sample.of(n), record.get());
                });
            }
        }
    }

    private static void overwrite(SharedSpace space, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(space.path().resolve("record").toFile(), "rw")) {
            file.seek(at);
            file.write(bytes);
        }
    }
}
