package dev.shm.space;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.ShmException;
import dev.shm.robust.Handling;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LayoutTable;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every bit of the header page flipped, and every field at its extremes under a checksum that is right. */
@ExtendWith(LeakCheck.class)
class CorruptHeaderTest {
    private static final int BITS = HeaderLayout.LENGTH * Byte.SIZE;
    private static final Set<String> HARMLESS = Set.of("creator pid", "created millis", "id high", "id low");

    @TempDir
    Path directory;

    private Premises premises;
    private byte[] victim;
    private byte[] processes;

    @BeforeEach
    void make() {
        LeakCheck.watch(directory);
        premises = Premises.in(directory);
        victim = Premises.read(premises.victim());
        processes = Premises.read(premises.processes());
    }

    // ---- bits ----

    @Test
    void openObject_anyBitFlipped_isRefused() {
        try (SharedSpace space = SharedSpace.open(premises.space())) {
            HangGuard.run("all bits", () -> {
                for (int bit = 0; bit < BITS; bit++) {
                    Premises.write(premises.victim(), flipped(victim, bit));
                    assertRefused(
                            InvalidFileException.class,
                            () -> SharedLong.open(space, Premises.VICTIM),
                            premises.victim(),
                            "expected=",
                            "actual=");
                }
            });
            assertEquals(List.of("witness"), namesOf(space));
            Premises.write(premises.victim(), victim);
            assertEquals(
                    Premises.VICTIM_VALUE,
                    SharedLong.open(space, Premises.VICTIM).get());
        }
        premises.assertWitnessUnharmed();
    }

    @Test
    void openSpace_anyBitFlipped_isRefused() {
        Inventory before = Inventory.of(directory);
        HangGuard.run("all bits", () -> {
            for (int bit = 0; bit < BITS; bit++) {
                Premises.write(premises.processes(), flipped(processes, bit));
                assertRefused(
                        InvalidFileException.class,
                        () -> SharedSpace.openOrCreate(premises.space()),
                        premises.processes(),
                        "expected=",
                        "actual=");
            }
        });
        Premises.write(premises.processes(), processes);
        assertEquals(before, Inventory.of(directory));
        premises.assertWitnessUnharmed();
    }

    @Test
    void deleteSpace_anyBitOfTheFieldsFlipped_isRefused() {
        for (int bit = 0; bit < 96 * Byte.SIZE; bit++) {
            Premises.write(premises.processes(), flipped(processes, bit));
            assertRefused(InvalidFileException.class, () -> SharedSpace.delete(premises.space()), premises.processes());
        }
        Premises.write(premises.processes(), processes);
        premises.assertWitnessUnharmed();
    }

    private static byte[] flipped(byte[] file, int bit) {
        byte[] page = Arrays.copyOf(file, HeaderLayout.LENGTH);
        page[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return page;
    }

    // ---- fields ----

    @Test
    void openObject_anyFieldAtItsExtremes_isRefusedOrHarmless() {
        Set<String> accepted = new TreeSet<>();
        for (LayoutTable.Row field : fields()) {
            for (long value : extremes(field, victim.length)) {
                byte[] page = with(victim, field, value);
                Premises.write(premises.victim(), page);
                if (openVictim(field + " = " + value)) {
                    accepted.add(field.field());
                }
                premises.assertWitnessUnharmed();
            }
        }
        accepted.removeAll(HARMLESS);
        // 1 and 2 are policies; whoever wants a certain one says so when opening. A schema of length 0 isn't looked at.
        assertEquals(Set.of("policy", "schema"), accepted);
    }

    @Test
    void openSpace_anyFieldAtItsExtremes_isRefusedOrHarmless() {
        Set<String> accepted = new TreeSet<>();
        for (LayoutTable.Row field : fields()) {
            for (long value : extremes(field, processes.length)) {
                if (field.field().equals("flags") && value == HeaderLayout.TEMPORARY) {
                    continue; // such a space goes with its last process, as it says
                }
                Premises.write(premises.processes(), with(processes, field, value));
                if (openSpace(field + " = " + value)) {
                    accepted.add(field.field());
                }
                Premises.write(premises.processes(), processes);
                premises.assertWitnessUnharmed();
            }
        }
        accepted.removeAll(HARMLESS);
        assertEquals(
                Set.of(
                        "element type",
                        "element bytes",
                        "policy",
                        "schema",
                        "schema length",
                        "space id high",
                        "space id low"),
                accepted);
    }

    /** Whether it opens; then it must work. */
    private boolean openVictim(String what) {
        try (SharedSpace space = SharedSpace.open(premises.space())) {
            SharedLong value = HangGuard.call(what, () -> SharedLong.open(space, Premises.VICTIM));
            assertEquals(Premises.VICTIM_VALUE, value.get(), what);
            value.ownLock().lock(Handling.DEFAULT);
            assertEquals(Premises.VICTIM_VALUE, value.getAndIncrement(), what);
            value.decrementAndGet();
            value.ownLock().unlock();
            assertEquals(2, space.objects().size());
            return true;
        } catch (InvalidFileException refused) {
            assertTrue(refused.getMessage().contains(premises.victim().toString()), refused::getMessage);
            return false;
        }
    }

    /** Whether it opens; then what is in it must open too, or be refused. */
    private boolean openSpace(String what) {
        try (SharedSpace space = HangGuard.call(what, () -> SharedSpace.openOrCreate(premises.space()))) {
            assertEquals(1, space.processes().size(), what);
            try {
                assertEquals(
                        Premises.VICTIM_VALUE,
                        SharedLong.open(space, Premises.VICTIM).get());
            } catch (ShmException refused) {
                assertTrue(refused.getMessage().contains("another object than expected"), refused::getMessage);
            }
            return true;
        } catch (InvalidFileException refused) {
            assertTrue(refused.getMessage().contains(premises.processes().toString()), refused::getMessage);
            return false;
        }
    }

    private static List<LayoutTable.Row> fields() {
        List<LayoutTable.Row> fields =
                new ArrayList<>(LayoutTable.rows(Path.of("src/main/java/dev/shm/space/HeaderLayout.java")));
        fields.removeIf(field -> field.field().equals("checksum"));
        assertEquals(18, fields.size());
        return fields;
    }

    /** Without the value that the field has: that is no mistake. */
    private long[] extremes(LayoutTable.Row field, long length) {
        byte[] file = length == victim.length ? victim : processes;
        boolean wide = field.sizeBytes() == Long.BYTES;
        ByteBuffer page = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long is = wide ? page.getLong((int) field.offset()) : page.getInt((int) field.offset());
        return LongStream.of(
                        0,
                        -1,
                        1,
                        2,
                        wide ? Long.MAX_VALUE : Integer.MAX_VALUE,
                        wide ? Long.MIN_VALUE : Integer.MIN_VALUE,
                        length,
                        length - 1,
                        length + 1,
                        is + 1,
                        is - 1)
                .filter(value -> (wide ? value : (int) value) != is)
                .distinct()
                .toArray();
    }

    private static byte[] with(byte[] file, LayoutTable.Row field, long value) {
        ByteBuffer page = ByteBuffer.allocate(HeaderLayout.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        page.put(file, 0, HeaderLayout.LENGTH);
        if (field.sizeBytes() == Long.BYTES) {
            page.putLong((int) field.offset(), value);
        } else {
            page.putInt((int) field.offset(), (int) value);
        }
        CRC32C checksum = new CRC32C();
        checksum.update(page.array(), 0, HeaderLayout.CHECKSUM_OFFSET);
        page.putInt(HeaderLayout.CHECKSUM_OFFSET, (int) checksum.getValue());
        return page.array();
    }

    private static List<String> namesOf(SharedSpace space) {
        return space.objects().stream().map(ObjectInfo::name).toList();
    }
}
