package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.memory.RegionDamagedException;
import dev.shm.process.Incarnation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 19 of the fault matrix, one word of it: while this process owns, something else puts another owner into the word. */
class OverwrittenWordTest {
    private static final Incarnation ME = new Incarnation(1, 1);
    private static final long DEAD = OwnerWord.owner(new Incarnation(2, 2));
    private static final long STRANGER = OwnerWord.owner(new Incarnation(3, 3)) | OwnerWord.WAITERS;

    /** All others are dead, and when a death is told the word is overwritten. */
    private static final class Overwriting extends HeapSite {
        private final HeapWords words;
        private final OwnerDeathPolicy policy;

        Overwriting(HeapWords words, OwnerDeathPolicy policy) {
            super(words);
            this.words = words;
            this.policy = policy;
        }

        @Override
        public boolean isDead(int slot, long incarnation) {
            return true;
        }

        @Override
        public OwnerDeathPolicy policy() {
            return policy;
        }

        @Override
        public void warn(OwnerDeath death) {
            words.setVolatile(RobustLayout.WORD_OFFSET, STRANGER);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POISON", "MUST_REPAIR"})
    void lock_wordOverwrittenWhileItInherits_throwsAndLeavesTheWordAlone(OwnerDeathPolicy policy) {
        HeapWords words = new HeapWords(RobustLock.lengthBytes());
        words.setVolatile(RobustLayout.WORD_OFFSET, DEAD);
        RobustLock lock = new RobustLock(words, 0, ME, new Overwriting(words, policy));
        lock.vigil().visit();

        assertThrows(RegionDamagedException.class, () -> lock.lock(Handling.DEFAULT));

        assertEquals(STRANGER, words.getVolatile(RobustLayout.WORD_OFFSET));
        assertEquals(false, lock.isHeldByCurrentThread());
    }
}
