package dev.shm.value;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SharedRecordArrayTest {
    /* Several chunks of a megabyte, in which a file is written, and no cell ends where one does. */
    private static final int MANY = 20_000;

    private static final long MAPPING_BYTES = 1L << 30;
    private static final int CELLS_BEFORE_BOUND = 300; // their head is shorter than they are

    private SharedSpace space;

    record Other(int a) {}

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    private static List<Sample> samples(long count) {
        return LongStream.range(0, count).mapToObj(Sample::of).toList();
    }

    @Test
    void create_fromContents_allAreThere() {
        List<Sample> samples = samples(MANY);
        SharedRecordArray<Sample> array = SharedRecordArray.create(space, "a", samples);
        assertEquals(MANY, array.length());
        assertEquals(samples, array.stream().toList());
        SharedRecordArray<Sample> opened = SharedRecordArray.open(space, "a", Sample.class);
        assertEquals(samples.get(MANY - 1), opened.get(MANY - 1));
        assertSame(array.ownLock(), opened.ownLock());
    }

    @Test
    void create_fromLength_eachIsInitial() {
        SharedRecordArray<Sample> array = SharedRecordArray.create(space, "a", MANY, Sample.of(3));
        assertTrue(array.stream().allMatch(Sample.of(3)::equals));
        array.set(5, Sample.of(4));
        assertEquals(
                4L + 3L * (MANY - 1), array.stream().mapToLong(Sample::numberOf).sum());
        assertEquals(
                Sample.of(4),
                SharedRecordArray.openOrCreate(space, "a", MANY, Sample.of(9)).get(5));
    }

    record Zero(int number, @Length(5) String text, Thread.State state, boolean flag) {}

    @Test
    void createSparse_beyondTwoGigabytes_eachIsZeroAndFindsItsRecord() {
        Zero zero = new Zero(0, "", Thread.State.NEW, false);
        long length = 3L << 30;
        SharedRecordArray<Zero> array = SharedRecordArray.createSparse(space, "a", length, zero);
        assertEquals(length, array.length());
        List<Long> indexes = new ArrayList<>(List.of(0L, (1L << 31) - 1, 1L << 31, length - 1));
        long cellBytes = space.path().resolve("a").toFile().length() / length;
        for (int i = 1; i <= 3; i++) { // the last cells of the first mappings, and those across their bounds
            long atBound = i * MAPPING_BYTES / cellBytes;
            LongStream.rangeClosed(atBound - CELLS_BEFORE_BOUND, atBound).forEach(indexes::add);
        }
        for (long index : indexes) {
            assertEquals(zero, array.get(index));
            array.set(index, new Zero((int) index, "x", Thread.State.BLOCKED, true));
        }
        for (long index : indexes) {
            assertEquals(new Zero((int) index, "x", Thread.State.BLOCKED, true), array.get(index));
        }
        assertEquals(zero, SharedRecordArray.open(space, "a", Zero.class).get(7));
    }

    @Test
    void createSparse_notZeroOrNone_isRefusedAndNothingIsLeft() {
        Zero zero = new Zero(0, "", Thread.State.NEW, false);
        for (Zero other : List.of(
                new Zero(1, "", Thread.State.NEW, false),
                new Zero(0, "a", Thread.State.NEW, false),
                new Zero(0, "", Thread.State.BLOCKED, false),
                new Zero(0, "", Thread.State.NEW, true))) {
            assertRefused(
                    IllegalArgumentException.class, () -> SharedRecordArray.createSparse(space, "a", 1, other), other);
        }
        assertRefused(
                IllegalArgumentException.class, () -> SharedRecordArray.createSparse(space, "a", 0, zero), "length=0");
        SharedRecordArray.createSparse(space, "a", 1, zero);
        assertRefused(AlreadyExistsException.class, () -> SharedRecordArray.createSparse(space, "a", 1, zero), "a");
    }

    @Test
    void create_byCodec_allAreThere() {
        SampleCodec codec = new SampleCodec();
        SharedRecordArray<Sample> array = SharedRecordArray.create(space, "a", samples(100), codec);
        array.updateAndGet(7, Sample::next);
        assertEquals(Sample.of(8), SharedRecordArray.open(space, "a", codec).get(7));
    }

    @Test
    void openOrCreate_byCodec_isMadeOnce() {
        SampleCodec codec = new SampleCodec();
        SharedRecordArray.openOrCreate(space, "a", 3, Sample.of(1), codec).set(1, Sample.of(2));
        SharedRecordArray<Sample> again = SharedRecordArray.openOrCreate(space, "a", 3, Sample.of(9), codec);
        assertEquals(List.of(1L, 2L, 1L), again.stream().map(Sample::numberOf).toList());
        assertRefused(
                InvalidFileException.class,
                () -> SharedRecordArray.openOrCreate(space, "a", 4, Sample.of(9), codec),
                "4",
                "3");
    }

    @Test
    void manyRecords_ofASlice_othersStay() {
        SharedRecordArray<Sample> array = SharedRecordArray.create(space, "a", samples(6));
        array.slice(1, 3).fill(Sample.of(9));
        array.setAll(4, List.of(Sample.of(7), Sample.of(8)));
        List<Long> numbers = new ArrayList<>();
        for (Sample sample : array) {
            numbers.add(Sample.numberOf(sample));
        }
        assertEquals(List.of(0L, 9L, 9L, 3L, 7L, 8L), numbers);
        assertEquals(6, array.spliterator().getExactSizeIfKnown());
        assertRefused(IndexOutOfBoundsException.class, () -> array.setAll(5, samples(2)), "from=5", "to=7");
        assertEquals(Sample.of(8), array.get(5), "nothing is changed");
    }

    @Test
    void operations_oneElement_othersStay() {
        SharedRecordArray<Sample> array = SharedRecordArray.create(space, "a", samples(5));
        assertEquals(Sample.of(2), array.getAndSet(2, Sample.of(12)));
        assertEquals(Sample.of(13), array.updateAndGet(2, Sample::next));
        assertEquals(Sample.of(13), array.getAndUpdate(2, Sample::next));
        assertFalse(array.compareAndSet(2, Sample.of(13), Sample.of(1)));
        assertTrue(array.compareAndSet(2, Sample.of(14), Sample.of(20)));
        assertEquals(
                List.of(0L, 1L, 20L, 3L, 4L),
                array.stream().map(Sample::numberOf).toList());
    }

    @Test
    void updateAndGet_manyThreadsManyElements_noneIsLost() {
        SharedRecordArray<Sample> array = SharedRecordArray.create(space, "a", 3, Sample.of(0));
        int rounds = 4_000;
        HangGuard.threads(3, index -> {
            for (int i = 0; i < rounds; i++) {
                array.updateAndGet((index + i) % 3, Sample::next);
                Sample.numberOf(array.get(i % 3));
            }
        });
        assertEquals(3L * rounds, array.stream().mapToLong(Sample::numberOf).sum());
    }

    @Test
    void slice_partsAndPartsOfParts_areTheSameMemory() {
        SharedRecordArray<Sample> array = SharedRecordArray.create(space, "a", samples(10));
        SharedRecordArray<Sample> part = array.slice(2, 8).slice(1, 4);
        assertEquals(List.of(3L, 4L, 5L), part.stream().map(Sample::numberOf).toList());
        part.set(0, Sample.of(33));
        assertEquals(Sample.of(33), array.get(3));
        assertSame(array.ownLock(), part.ownLock());
        assertEquals(0, array.slice(10, 10).length());
        assertRefused(IndexOutOfBoundsException.class, () -> part.get(3), "index=3", "length=3", "from 3 of 10");
    }

    @Test
    void index_outside_isRefused() {
        SharedRecordArray<Sample> array = SharedRecordArray.create(space, "a", samples(4));
        for (long index : new long[] {-1, 4, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertRefused(IndexOutOfBoundsException.class, () -> array.get(index), "index=" + index, "length=4");
            assertRefused(IndexOutOfBoundsException.class, () -> array.set(index, Sample.of(1)), "index=" + index);
        }
        assertRefused(IndexOutOfBoundsException.class, () -> array.slice(4, 4).get(0), "index=0", "it is empty");
        assertRefused(IndexOutOfBoundsException.class, () -> array.slice(-1, 2), "from=-1", "to=2");
        assertRefused(IndexOutOfBoundsException.class, () -> array.slice(3, 2), "from=3", "to=2");
        assertRefused(IndexOutOfBoundsException.class, () -> array.slice(0, 5), "from=0", "to=5");
    }

    @Test
    void create_badLength_isRefusedAndNothingIsMade() {
        for (long length : new long[] {0, -1, Long.MIN_VALUE}) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> SharedRecordArray.create(space, "a", length, Sample.of(1)),
                    "length=" + length,
                    "at least 1");
        }
        assertRefused(
                IllegalArgumentException.class,
                () -> SharedRecordArray.create(space, "a", List.<Sample>of()),
                "length=0",
                "at least 1");
        assertRefused(
                IllegalArgumentException.class,
                () -> SharedRecordArray.create(space, "a", Long.MAX_VALUE, Sample.of(1)),
                "length=");
        assertTrue(space.objects().isEmpty());
    }

    @Test
    void open_otherLengthOrTypeOrKind_isRefused() {
        SharedRecordArray.create(space, "a", samples(4));
        assertRefused(
                InvalidFileException.class,
                () -> SharedRecordArray.openOrCreate(space, "a", 5, Sample.of(1)),
                "element count",
                "expected=5",
                "actual=4");
        assertRefused(
                InvalidFileException.class, () -> SharedRecordArray.open(space, "a", Other.class), "schema", "0 int a");
        assertRefused(InvalidFileException.class, () -> SharedRecord.open(space, "a", Sample.class), "kind");
        assertRefused(
                AlreadyExistsException.class,
                () -> SharedRecordArray.create(space, "a", samples(4)),
                "SharedRecordArray of record");
    }

    @Test
    void everyAccess_spaceClosed_throws() {
        SharedRecordArray<Sample> array = SharedRecordArray.create(space, "a", samples(4));
        space.close();
        assertRefused(IllegalStateException.class, () -> array.get(0), "closed");
        assertRefused(IllegalStateException.class, () -> array.set(0, Sample.of(1)), "closed");
        assertRefused(IllegalStateException.class, () -> array.updateAndGet(0, Sample::next), "closed");
    }

    @Test
    void serialized_wholeOrSlice_arrivesAsTheSame() throws Exception {
        SharedRecordArray<Sample> array = SharedRecordArray.create(space, "a", samples(10));
        SharedRecordArray<Sample> part = array.slice(2, 5);
        assertEquals(array.toString(), Travel.of(array).toString());
        assertEquals(part.toString(), Travel.of(part).toString());
        part.set(0, Sample.of(77));
        assertEquals(Sample.of(77), Travel.of(array).get(2));
        assertEquals(Sample.of(77), Travel.of(part).get(0));
    }
}
