package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whom one that stands in line passes, and whom it does not. */
class PassageTest {
    private final HeapWords words = new HeapWords(EventCount.LENGTH);
    private boolean isAnyDead;
    private boolean isAnyKnownDead;
    private boolean isThere = true;
    private int attempts;
    private final EventCount events = new EventCount(words, 0, new HeapWaitSite(words, 0), this::findDead);

    private boolean findDead() {
        isAnyKnownDead = isAnyDead;
        return isAnyDead;
    }

    private Passage begin() {
        return new Passage(events, () -> ++attempts > 0, () -> isThere || isAnyKnownDead);
    }

    @Test
    void tryPass_whoIsNextHasBeenCalledAndDoesNotCome_isPassed() {
        events.announce();
        events.advance();

        assertTrue(begin().tryPass());
        assertEquals(1, attempts);
    }

    /** Who called it was killed before, or had nothing to say to it. */
    @Test
    void tryPass_whoIsNextSleeps_isCalledAndPassedIfItDoesNotCome() {
        events.announce();
        Passage passage = begin();

        assertFalse(passage.tryPass());
        assertFalse(events.isAnnounced(), "not called");
        assertEquals(0, attempts);
        assertTrue(passage.tryPass());
    }

    /** It needs more than there is: else one that needs much never got it. */
    @Test
    void tryPass_whoIsNextSleepsAgain_isNotPassed() {
        Passage passage = begin();
        for (int look = 0; look < 10; look++) {
            events.announce();
            assertFalse(passage.tryPass());
        }
        assertEquals(0, attempts);
    }

    @Test
    void tryPass_nothingThere_callsNobody() {
        isThere = false;
        events.announce();
        Passage passage = begin();

        assertFalse(passage.tryPass());
        assertFalse(passage.tryPass());
        assertTrue(events.isAnnounced(), "called");
        assertEquals(0, attempts);
    }

    /** The mourner of whoever is next may be stopped with it. */
    @Test
    void tryPass_onlyWhatADeadOneHas_findsThatOut() {
        isThere = false;
        isAnyDead = true;

        assertTrue(begin().tryPass());
    }
}
