package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.locks.InterProcessLatch.DebtPolicy;
import dev.shm.locks.InterProcessSemaphore.Bound;
import dev.shm.robust.Fairness;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HexDump;
import dev.shm.testkit.HexDump.Range;
import dev.shm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The bytes of synchronisers that were used a little, compared with dumps that were checked by hand. One that differs means that
 * processes before and after the change can't share a file: a new layout version, a {@code [format]} line in the changelog, and the
 * dump that the failure shows.
 */
@ExtendWith(LeakCheck.class)
class SynchroniserGoldenFilesTest {
    private static final Range IDS_PID_AND_TIME = new Range(48, 48);
    private static final Range CHECKSUM = new Range(4092, 4);
    /** A thread and a time: of the section of a semaphore, latch or barrier, of a turnstile, of a lock of a stripe. */
    private static final Range SECTION = new Range(0x1158, 8);

    private static final Range TURNSTILE = new Range(0x5498, 8);
    private static final Range SECOND_OF_STRIPE = new Range(0x1058, 8);

    private final SharedSpace space = SharedSpace.temporary();

    @AfterEach
    void closeSpace() {
        space.close();
    }

    @Test
    void event_setTwice_countAndEvents() throws IOException {
        InterProcessEvent event = InterProcessEvent.create(space, "event");
        event.set();
        event.clear();
        event.set();
        assertGolden("event");
    }

    @Test
    void semaphore_twoOfFiveAcquired_poolAndShare() throws IOException {
        InterProcessSemaphore.create(space, "semaphore", 5, Fairness.FAIR, Bound.BOUNDED)
                .acquireUninterruptibly(2);
        assertGolden("semaphore", SECTION, TURNSTILE);
    }

    @Test
    void readWriteLock_twoReaders_share() throws IOException {
        InterProcessReadWriteLock lock = InterProcessReadWriteLock.create(
                space, "read-write-lock", OwnerDeathPolicy.MUST_REPAIR, Fairness.BARGING);
        lock.readLock().lock();
        try {
            assertGolden("read-write-lock");
        } finally {
            lock.readLock().unlock();
        }
    }

    @Test
    void latch_oneOfThreeOwedAndOneDone_countAndShare() throws IOException {
        InterProcessLatch latch = InterProcessLatch.create(space, "latch", 3, DebtPolicy.BREAK);
        latch.participate(2);
        latch.countDown();
        assertGolden("latch", SECTION);
    }

    @Test
    void barrier_twoRounds_generationAndShare() throws Exception {
        InterProcessBarrier barrier = InterProcessBarrier.create(space, "barrier", 1);
        barrier.await();
        barrier.await();
        assertGolden("barrier", SECTION);
    }

    @Test
    void stripe_secondOneLocked_wordAndDetails() throws IOException {
        InterProcessLock lock = LockStripe.create(space, "stripe", 3).getAt(1);
        lock.lock();
        try {
            assertGolden("stripe", SECOND_OF_STRIPE);
        } finally {
            lock.unlock();
        }
    }

    private void assertGolden(String name, Range... threadsAndTimes) throws IOException {
        Path file = space.path().resolve(name);
        List<Range> masks = new ArrayList<>(List.of(IDS_PID_AND_TIME, CHECKSUM));
        masks.addAll(List.of(threadsAndTimes));
        String actual = HexDump.render(file, new Range(0, Files.size(file)), masks);
        assertEquals(golden(name), actual, () -> "the layout of " + name + " has changed");
    }

    private static String golden(String name) throws IOException {
        try (var in = SynchroniserGoldenFilesTest.class.getResourceAsStream(name + ".hex")) {
            return in == null ? "no dump yet" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
