package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.memory.RegionDamagedException;
import dev.shm.process.Incarnation;
import dev.shm.testkit.HangGuard;
import dev.shm.wait.WaitPlaces;
import dev.shm.wait.WaitPoint;
import dev.shm.wait.WaitPoints;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line with 4 places, of which a process takes 2 at most: they come round, and there are not enough. */
class FairQueueTest {
    private static final int PLACES = 4;
    private static final int PROCESSES = 3;
    private static final int THREADS_EACH = 3;
    private static final int SECTIONS = 300;
    private static final long HEAD = RobustLayout.LENGTH + FairLayout.HEAD_OFFSET;
    private static final long TAIL = RobustLayout.LENGTH + FairLayout.TAIL_OFFSET;
    private static final long FIRST_PLACE = RobustLayout.LENGTH + FairLayout.PLACES_OFFSET;

    private final HeapWords words = new HeapWords(RobustLock.lengthBytes(Fairness.FAIR));
    private final Site site = new Site(words);

    /** Of all processes, so that one wakes the threads of another. */
    private static final class Site extends HeapSite {
        private final AtomicInteger waiting = new AtomicInteger();
        private final WaitPoint point;
        private final WaitPlaces places;

        Site(HeapWords words) {
            super(words);
            point = WaitPoints.at(words, RobustLayout.WORD_OFFSET, 1);
            places = WaitPoints.places(words, FIRST_PLACE, PLACES);
        }

        @Override
        public WaitPoint waitPoint() {
            return point;
        }

        @Override
        public int places() {
            return PLACES;
        }

        @Override
        public WaitPlaces waitPlaces(long offset, int count) {
            return places;
        }

        @Override
        public void publishWaiters(int count) {
            waiting.set(count);
        }

        @Override
        public int waiters() {
            return waiting.get();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    }

    private RobustLock process(int number) {
        return new RobustLock(words, 0, new Incarnation(number, number), site);
    }

    @Test
    void lock_moreThreadsThanPlaces_allGetItAgainAndAgain() {
        RobustLock[] processes = new RobustLock[PROCESSES];
        for (int i = 0; i < PROCESSES; i++) {
            processes[i] = process(i + 1);
        }
        int[] count = {0};
        HangGuard.threads(PROCESSES * THREADS_EACH, index -> {
            for (int i = 0; i < SECTIONS; i++) {
                RobustLock lock = processes[index % PROCESSES];
                lock.lock(Handling.DEFAULT);
                count[0]++;
                lock.unlock();
            }
        });
        assertEquals(PROCESSES * THREADS_EACH * SECTIONS, count[0]);
        assertEquals(OwnerWord.FREE, words.getVolatile(RobustLayout.WORD_OFFSET));
        assertEquals(words.getVolatile(TAIL), words.getVolatile(HEAD));
    }

    /** One that asks again and again behind one that waits needs one place, not one each time. */
    @Test
    void lock_givenUpAgainAndAgain_takesTheSamePlace() {
        RobustLock owner = process(1);
        RobustLock other = process(2);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                owner.lock(Handling.DEFAULT);
                HangGuard.await("other in line", () -> site.waiters() == 1);
                for (int i = 0; i < 3 * PLACES; i++) {
                    assertFalse(tryFor1Millisecond(process(3)));
                }
                assertEquals(2, words.getVolatile(TAIL));
                owner.unlock();
            } else {
                HangGuard.await("owner", () -> words.getVolatile(RobustLayout.WORD_OFFSET) != 0);
                other.lock(Handling.DEFAULT);
                other.unlock();
            }
        });
        assertFalse(owner.report().isLocked());
    }

    private static boolean tryFor1Millisecond(RobustLock lock) {
        try {
            return lock.lockInterruptibly(Handling.DEFAULT, TimeUnit.MILLISECONDS.toNanos(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void lock_headPassesWhatWasGivenUp_placesAreFreeAgain() throws Exception {
        RobustLock owner = process(1);
        for (int i = 0; i < 3 * PLACES; i++) {
            owner.lock(Handling.DEFAULT);
            HangGuard.threads(1, index -> assertFalse(tryFor1Millisecond(process(2))));
            owner.unlock();
            assertEquals(OwnerWord.FREE, words.getVolatile(RobustLayout.WORD_OFFSET));
        }
    }

    /** Row 19 of the fault matrix, for a word of the line: something else has written to it. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 2, PLACES + 1, Long.MAX_VALUE, Long.MIN_VALUE, 0x1234_5678_9ABC_DEF0L})
    void lock_lineOverwritten_throws(long value) {
        for (long offset : new long[] {HEAD, TAIL, FIRST_PLACE}) {
            HeapWords others = new HeapWords(RobustLock.lengthBytes(Fairness.FAIR));
            others.setVolatile(RobustLayout.WORD_OFFSET, OwnerWord.WAITERS | OwnerWord.STARVING);
            others.setVolatile(offset, value);
            RobustLock lock = new RobustLock(others, 0, new Incarnation(1, 1), new Site(others));

            HangGuard.run("line overwritten at " + offset, () -> overwrittenIsNoticed(lock, value, offset));
        }
    }

    private static void overwrittenIsNoticed(RobustLock lock, long value, long offset) {
        boolean fits = offset == TAIL && value == 2;
        if (FairPlace.isWaiting(value) && offset == FIRST_PLACE || fits) {
            return; // it looks like one that waits there, or like places that somebody is about to take
        }
        assertThrows(RegionDamagedException.class, () -> lock.lock(Handling.DEFAULT), () -> "at " + offset);
    }
}
