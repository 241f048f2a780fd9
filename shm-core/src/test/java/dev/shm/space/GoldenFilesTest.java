package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.robust.Fairness;
import dev.shm.robust.Handling;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.robust.RobustLock;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.HexDump;
import dev.shm.testkit.HexDump.Range;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.Length;
import dev.shm.value.SharedByte;
import dev.shm.value.SharedInt;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedRecord;
import dev.shm.value.SharedRecordArray;
import dev.shm.value.SharedShortArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The bytes of new files, compared with dumps that were checked by hand. One that differs means that processes before and
 * after the change can't share a file: a new layout or format version, a {@code [format]} line in the changelog, and the
 * dump that the failure shows.
 */
@ExtendWith(LeakCheck.class)
class GoldenFilesTest {
    private static final Range IDS_PID_AND_TIME = new Range(48, 48);
    private static final Range CHECKSUM = new Range(4092, 4);
    private static final List<Range> HEADER_MASKS = List.of(IDS_PID_AND_TIME, CHECKSUM);

    @Test
    void processes_oneAttached_headerAndFirstSlotTaken() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            // The first process of a space has incarnation 1 and, with 1023 slots, slot 2.
            List<Range> masks = List.of(IDS_PID_AND_TIME, CHECKSUM, new Range(8192 + 512 + 8, 56 + 128));
            assertGolden("processes", space.path().resolve(".processes"), 8192 + 3 * 512, masks);
            assertEquals(8192 + 1023 * 512, Files.size(space.path().resolve(".processes")));
        }
    }

    @Test
    void sharedLong_new_headerValueAndFreeLock() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedLong.create(space, "long", 0x1122_3344_5566_7788L);
            assertGolden("shared-long", space.path().resolve("long"), 4992, HEADER_MASKS);
        }
    }

    @Test
    void sharedLong_ownLockHeld_wordAndDetails() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            RobustLock lock = SharedLong.create(space, "long").ownLock();
            lock.lock(Handling.DEFAULT);
            Range threadAndSince = new Range(4160 + 24, 8);
            List<Range> masks = List.of(IDS_PID_AND_TIME, CHECKSUM, threadAndSince);
            try {
                assertGolden("shared-long-locked", space.path().resolve("long"), 4992, masks);
            } finally {
                lock.unlock();
            }
        }
    }

    /** A 32-bit word, and a part of one in whose upper bits there is nothing. */
    @Test
    void sharedInt_negative_lowerHalf() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedInt.create(space, "int", -2);
            assertGolden("shared-int", space.path().resolve("int"), 4992, HEADER_MASKS);
        }
    }

    @Test
    void sharedByte_negative_lowestByte() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedByte.create(space, "byte", (byte) -2).decrementAndGet();
            assertGolden("shared-byte", space.path().resolve("byte"), 4992, HEADER_MASKS);
        }
    }

    /** The file ends with a whole word. */
    @Test
    void sharedArray_shorts_headerLockAndElements() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedShortArray array = SharedShortArray.create(space, "shorts", new short[] {0x1122, -2, 3, 4, 5});
            array.set(4, (short) 0x5566);
            array.getAndAdd(2, (short) -4);
            assertGolden("shared-short-array", space.path().resolve("shorts"), 8208, HEADER_MASKS);
        }
    }

    /** As InterProcessLock makes it, whose own test compares its bytes with this. */
    @Test
    void lock_new_headerAndFreeLock() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            ObjectSpec spec = ObjectSpec.of(new ObjectType(2, "InterProcessLock", 2), RobustLock.lengthBytes())
                    .withPolicy(OwnerDeathPolicy.MUST_REPAIR);
            space.createObject("lock", spec);
            assertGolden("lock", space.path().resolve("lock"), 4928, HEADER_MASKS);
        }
    }

    /** The owner and one that sleeps at the first place of the line. */
    @Test
    void fairLock_oneInLine_headAndPlaceTaken() throws Exception {
        try (SharedSpace space = SharedSpace.temporary()) {
            ObjectSpec spec = ObjectSpec.of(new ObjectType(2, "InterProcessLock", 2), RobustLock.lengthBytes())
                    .withFairBytes(RobustLock.lengthBytes(Fairness.FAIR) - RobustLock.lengthBytes())
                    .withFairness(Fairness.FAIR);
            ObjectFile file = space.createObject("lock", spec);
            RobustLock lock = file.lockAt(ObjectSpec.BODY_OFFSET);
            long place = ObjectSpec.BODY_OFFSET + RobustLock.lengthBytes() + 128;
            List<Range> masks = List.of(IDS_PID_AND_TIME, CHECKSUM, new Range(4096 + 24, 8));
            CountDownLatch owned = new CountDownLatch(1);
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    lock.lock(Handling.DEFAULT);
                    owned.countDown();
                    HangGuard.await("sleeper", () -> (int) file.words().getVolatile(place) < 0);
                    try {
                        assertGolden("fair-lock-awaited", space.path().resolve("lock"), 37_824, masks);
                    } finally {
                        lock.unlock();
                    }
                } else {
                    owned.await();
                    lock.lock(Handling.DEFAULT);
                    lock.unlock();
                }
            });
        }
    }

    enum Side {
        BUY,
        SELL
    }

    record Trade(
            byte flags,
            long id,
            boolean open,
            double price,
            Side side,
            @Length(5) String symbol,
            @Length(2) byte[] hash) {}

    private static Trade trade(long id) {
        return new Trade((byte) -1, id, true, -2.5, Side.SELL, "aé", new byte[] {0x12, 0x34});
    }

    @Test
    void sharedRecord_writtenOnce_bothSlotsAndFreeLock() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedRecord.create(space, "record", trade(0x1122_3344_5566_7788L)).set(trade(-2));
            Range threadAndSince = new Range(4096 + 24, 8);
            List<Range> masks = List.of(IDS_PID_AND_TIME, CHECKSUM, threadAndSince);
            assertGolden("shared-record", space.path().resolve("record"), 5032, masks);
        }
    }

    @Test
    void sharedRecordArray_new_firstSlotsAndFreeLock() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedRecordArray.create(space, "array", List.of(trade(1), trade(2)));
            assertGolden("shared-record-array", space.path().resolve("array"), 5136, HEADER_MASKS);
        }
    }

    private static void assertGolden(String name, Path file, long lengthBytes, List<Range> masks) throws IOException {
        String actual = HexDump.render(file, new Range(0, lengthBytes), masks);
        assertEquals(golden(name), actual, () -> "the layout of " + name + " has changed");
    }

    private static String golden(String name) throws IOException {
        try (var in = GoldenFilesTest.class.getResourceAsStream(name + ".hex")) {
            return in == null ? "no dump yet" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
