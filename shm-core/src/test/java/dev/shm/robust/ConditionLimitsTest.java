package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.process.Incarnation;
import org.junit.jupiter.api.Test;

/** Row 24 of the fault matrix for conditions: no more waiters than the word has room for, and no more conditions. */
class ConditionLimitsTest {
    private static final long FULL = (long) ConditionWord.MOST_WAITING << 32;

    private final HeapWords words = new HeapWords(RobustLayout.LENGTH);
    private int alive;
    private final RobustLock lock = new RobustLock(words, 0, new Incarnation(1, 1), new HeapSite(words) {
        @Override
        public WaitSite neighbour(long offset) {
            return this;
        }

        @Override
        public int waiters() {
            return alive;
        }
    });

    @Test
    void await_tooManyAlive_throwsAndWordIsUnchanged() throws InterruptedException {
        RobustCondition condition = lock.conditions().get(0);
        alive = ConditionWord.MOST_WAITING;
        words.setVolatile(RobustLayout.CONDITIONS_OFFSET, FULL);
        lock.lock(Handling.DEFAULT);
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> condition.await(Handling.DEFAULT, 1, true));
        assertTrue(refused.getMessage().contains("waiting=65535"), refused::getMessage);
        assertTrue(lock.isHeldByCurrentThread());
        assertEquals(FULL, words.getVolatile(RobustLayout.CONDITIONS_OFFSET));
        alive = 0;
        assertFalse(condition.await(Handling.DEFAULT, 0, true), "the dead make room");
        assertEquals(1L << 16, words.getVolatile(RobustLayout.CONDITIONS_OFFSET), "a new epoch, and nobody in it");
        lock.unlock();
    }

    @Test
    void signal_moreThanWait_owesNoMoreThanWait() {
        words.setVolatile(RobustLayout.CONDITIONS_OFFSET, FULL);
        lock.lock(Handling.DEFAULT);
        lock.conditions().get(0).signal(Integer.MAX_VALUE);
        assertEquals(ConditionWord.MOST_WAITING, ConditionWord.owed(words.getVolatile(RobustLayout.CONDITIONS_OFFSET)));
        long word = words.getVolatile(RobustLayout.CONDITIONS_OFFSET);
        lock.conditions().get(0).signal(Integer.MAX_VALUE);
        assertEquals(word, words.getVolatile(RobustLayout.CONDITIONS_OFFSET), "nobody else waits");
        lock.unlock();
    }

    @Test
    void get_noSuchNumber_throws() {
        for (int index : new int[] {-1, 8, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> lock.conditions().get(index));
        }
    }

    @Test
    void word_countsComeRound_nothingElseChanges() {
        long word = ConditionWord.begun(0);
        for (int i = 0; i < 0x1_0000; i++) {
            word = ConditionWord.left(ConditionWord.signalled(ConditionWord.begun(word), 1), ConditionWord.half(word));
        }
        assertEquals(ConditionWord.begun(0), word);
        for (int i = 0; i < 0x1_0000; i++) {
            word = ConditionWord.letGo(word);
        }
        assertEquals(0, word);
    }
}
