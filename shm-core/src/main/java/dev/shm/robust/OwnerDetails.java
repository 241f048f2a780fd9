package dev.shm.robust;

import dev.shm.memory.Words;

/** What an owner writes beside its word, for those who want to know. */
final class OwnerDetails {
    private OwnerDetails() {}

    /** Says who owns: the token first, the holder last, so that a death in between shows as "not told". */
    static void write(Words words, long base, long owner, Thread current) {
        long token = words.getPlain(base + RobustLayout.TOKEN_OFFSET);
        words.setPlain(base + RobustLayout.TOKEN_OFFSET, token + 1);
        // One store for both: the thread below, since when above.
        words.setPlain(
                base + RobustLayout.THREAD_OFFSET, CoarseClock.secondsAbove() | threadId(current) & 0xFFFF_FFFFL);
        // SYNC holder-told: pairs with LockReport.owner().
        words.setRelease(base + RobustLayout.HOLDER_OFFSET, owner);
        words.fenceStores(); // nothing of the section before it: who dies in the section is told
    }

    @SuppressWarnings("deprecation") // getId(): threadId() came with Java 19
    private static long threadId(Thread thread) {
        return thread.getId();
    }

    static void countContended(Words words, long base) {
        long offset = base + RobustLayout.CONTENDED_OFFSET;
        words.setPlain(offset, words.getPlain(offset) + 1); // plain: only the owner writes it
    }
}
