package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.RegionDamagedException;
import dev.shm.process.Incarnation;
import org.junit.jupiter.api.Test;

/** What becomes of a section whose journal something else has written into. */
class SectionTest {
    private static final int JOURNAL = 1024;
    private static final int LENGTH = 2048;

    private final HeapWords words = new HeapWords(LENGTH);
    private final HeapSite site = new HeapSite(words);
    private final Section section = new Section(words, 0, JOURNAL, new Incarnation(1, 1), site);
    private final Section elsewhere = new Section(words, 0, JOURNAL, new Incarnation(2, 2), site);

    @Test
    void enter_journalSaysToSetAWordOutside_throwsAndIsNotInside() throws InterruptedException {
        words.setPlain(JOURNAL + JournalLayout.COUNT_OFFSET, 1);
        words.setPlain(JOURNAL + JournalLayout.ENTRIES_OFFSET, 1L << 20);

        RegionDamagedException damage = assertThrows(RegionDamagedException.class, section::enter);
        assertEquals(JOURNAL, damage.offset());
        assertThrows(RegionDamagedException.class, () -> section.tryEnter(0));

        words.setPlain(JOURNAL + JournalLayout.COUNT_OFFSET, 0);
        assertTrue(elsewhere.tryEnter(0), "the one that failed is inside");
        elsewhere.exit();
    }

    @Test
    void enter_journalHasMoreEntriesThanItCan_doesNoneOfThem() {
        words.setPlain(JOURNAL + JournalLayout.COUNT_OFFSET, JournalLayout.ENTRIES + 1);
        words.setPlain(JOURNAL + JournalLayout.ENTRIES_OFFSET, LENGTH - Long.BYTES);
        words.setPlain(JOURNAL + JournalLayout.ENTRIES_OFFSET + Long.BYTES, 7);

        section.enter();
        section.exit();

        assertEquals(0, words.getPlain(LENGTH - Long.BYTES));
    }
}
