package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several JVMs read and write the same records. */
@ExtendWith(LeakCheck.class)
class SharedRecordProcessesTest {
    private static final int JVMS = 3;
    private static final int ROUNDS = 3_000;
    private static final int RECORDS = 4;

    /** Random words, and what they sum up to: parts of two would not. */
    record Summed(long a, long b, long c, long d, long e, long f, long g, long sum) {
        static Summed of(SplittableRandom random) {
            long a = random.nextLong();
            long b = random.nextLong();
            long c = random.nextLong();
            long d = random.nextLong();
            long e = random.nextLong();
            long f = random.nextLong();
            long g = random.nextLong();
            return new Summed(a, b, c, d, e, f, g, mix(a, b, c, d, e, f, g));
        }

        private static long mix(long... words) {
            long sum = 0;
            for (long word : words) {
                sum = sum * 31 + word;
            }
            return sum;
        }

        void check() {
            assertEquals(sum, mix(a, b, c, d, e, f, g), () -> "torn: " + this);
        }
    }

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    /** Reads and writes until its input ends, or a number of rounds. */
    static final class Partner {
        public static void main(String[] arguments) {
            DeathWarnings.silence();
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
                Child.say("begins");
                work(space, random, Integer.parseInt(arguments[2]));
            }
        }
    }

    private static void work(SharedSpace space, SplittableRandom random, int rounds) {
        SharedRecord<Sample> counter = SharedRecord.open(space, "counter", Sample.class);
        SharedRecordArray<Summed> array = SharedRecordArray.open(space, "array", Summed.class);
        long last = 0;
        for (int i = 0; i < rounds; i++) {
            counter.updateAndGet(Sample::next);
            long now = Sample.numberOf(counter.get());
            assertTrue(now > last, "went back");
            last = now;
            array.set(random.nextInt(RECORDS), Summed.of(random));
            for (int read = 0; read < RECORDS; read++) {
                array.get(read).check();
            }
        }
    }

    private static void make(SharedSpace space) {
        SharedRecord.create(space, "counter", Sample.of(0));
        SharedRecordArray.create(space, "array", RECORDS, Summed.of(new SplittableRandom(1)));
    }

    private static ChildJvm start(SharedSpace space, Random random, int rounds) {
        return ChildJvm.start(
                Partner.class, space.path().toString(), String.valueOf(random.nextLong()), String.valueOf(rounds));
    }

    @Test
    void readsAndWrites_severalJvms_noneIsTornOrLost() {
        Random random = Seeds.random("records");
        try (SharedSpace space = SharedSpace.temporary()) {
            make(space);
            List<ChildJvm> children = new ArrayList<>();
            try {
                for (int i = 1; i < JVMS; i++) {
                    children.add(start(space, random, ROUNDS));
                }
                children.forEach(child -> child.awaitLine("begins"));
                HangGuard.run("work", () -> work(space, new SplittableRandom(random.nextLong()), ROUNDS));
                children.forEach(child -> assertEquals(0, child.awaitExit(), child::errors));
            } finally {
                children.forEach(ChildJvm::close);
            }
            long count = Sample.numberOf(
                    SharedRecord.open(space, "counter", Sample.class).get());
            assertEquals((long) JVMS * ROUNDS, count);
        }
    }

    @Test
    void kill_writersAtRandom_readersSeeWholeRecordsOnly() {
        killWriters(6);
    }

    @Tag("long")
    @Test
    void kill_manyWritersAtRandom_readersSeeWholeRecordsOnly() {
        killWriters(100);
    }

    /** One writer at work while the other one is killed and replaced; the test itself reads. */
    private static void killWriters(int kills) {
        Random random = Seeds.random("killer of writers");
        try (SharedSpace space = SharedSpace.temporary()) {
            make(space);
            SharedRecord<Sample> counter = SharedRecord.open(space, "counter", Sample.class);
            SharedRecordArray<Summed> array = SharedRecordArray.open(space, "array", Summed.class);
            ChildJvm[] writers = new ChildJvm[2];
            try {
                long last = 0;
                for (int i = 0; i < kills + writers.length; i++) {
                    int turn = i % writers.length;
                    if (writers[turn] != null) {
                        writers[turn].kill();
                        assertEquals(ChildJvm.KILLED, writers[turn].awaitExit(), writers[turn]::errors);
                    }
                    writers[turn] = start(space, random, Integer.MAX_VALUE);
                    writers[turn].awaitLine("begins");
                    long enough = last + 1 + random.nextInt(2_000);
                    last = HangGuard.call("reading", () -> readUntil(enough, counter, array));
                }
            } finally {
                for (ChildJvm writer : writers) {
                    if (writer != null) {
                        writer.close();
                    }
                }
            }
            HangGuard.run("last writes", () -> work(space, new SplittableRandom(1), 10));
        }
    }

    private static long readUntil(long enough, SharedRecord<Sample> counter, SharedRecordArray<Summed> array) {
        long now = Sample.numberOf(counter.get());
        while (now < enough) {
            array.stream().forEach(Summed::check);
            long next = Sample.numberOf(counter.get());
            assertTrue(next >= now, "went back");
            now = next;
        }
        return now;
    }
}
