package dev.shm.robust;

import dev.shm.value.PairCell;

/**
 * The shared memory of a lock: the words of {@link RobustLayout} that decide anything, and the data of the
 * section: a counter, and its mirror that is equal to it outside of sections; or instead of
 * them a record of two words.
 *
 * <p>What only tells (thread, times, pid, command, contended) is left out: no step of the algorithm depends on it, and the
 * values differ from run to run.
 */
final class SimLockMemory {
    /** So many places are enough to come round; those of a fair lock are many more. */
    static final int PLACES = 4;

    static final int FAIR_OFFSET = RobustLayout.LENGTH;
    static final int PLACES_OFFSET = FAIR_OFFSET + FairLayout.PLACES_OFFSET;
    static final int COUNTER_OFFSET = FAIR_OFFSET + FairLayout.LENGTH;
    static final int MIRROR_OFFSET = COUNTER_OFFSET + Long.BYTES;
    static final int SEQUENCE_OFFSET = MIRROR_OFFSET + Long.BYTES;
    private static final int SLOTS_OFFSET = SEQUENCE_OFFSET + Long.BYTES;
    static final int LENGTH = SEQUENCE_OFFSET + PairCell.LENGTH;

    static final int WORD = 0;
    static final int HOLDER = 1;
    static final int TOKEN = 2;
    static final int DEATHS = 3;
    static final int COUNTER = 4;
    static final int MIRROR = 5;
    static final int RECORDS = 6;
    static final int HEAD = 10;
    static final int TAIL = 11;
    static final int FIRST_PLACE = 12;
    static final int SEQUENCE = FIRST_PLACE + PLACES;
    static final SimMemory MEMORY = new SimMemory()
            .owner("word", RobustLayout.WORD_OFFSET)
            .owner("holder", RobustLayout.HOLDER_OFFSET)
            .word("token", RobustLayout.TOKEN_OFFSET)
            .word("deaths", RobustLayout.DEATHS_OFFSET)
            .word("counter", COUNTER_OFFSET)
            .word("mirror", MIRROR_OFFSET)
            .owner("1st.owner", RobustLayout.FIRST_RECORD_OFFSET + DeathRecordLayout.OWNER_OFFSET)
            .word("1st.token", RobustLayout.FIRST_RECORD_OFFSET + DeathRecordLayout.TOKEN_OFFSET)
            .owner("2nd.owner", RobustLayout.SECOND_RECORD_OFFSET + DeathRecordLayout.OWNER_OFFSET)
            .word("2nd.token", RobustLayout.SECOND_RECORD_OFFSET + DeathRecordLayout.TOKEN_OFFSET)
            .word("head", FAIR_OFFSET + FairLayout.HEAD_OFFSET)
            .word("tail", FAIR_OFFSET + FairLayout.TAIL_OFFSET)
            .word("place 0", PLACES_OFFSET)
            .word("place 1", PLACES_OFFSET + Long.BYTES)
            .word("place 2", PLACES_OFFSET + 2 * Long.BYTES)
            .word("place 3", PLACES_OFFSET + 3 * Long.BYTES)
            .word("sequence", SEQUENCE_OFFSET)
            .word("1st slot.a", SLOTS_OFFSET)
            .word("1st slot.b", SLOTS_OFFSET + Long.BYTES)
            .word("2nd slot.a", SLOTS_OFFSET + 2 * Long.BYTES)
            .word("2nd slot.b", SLOTS_OFFSET + 3 * Long.BYTES);

    private SimLockMemory() {}

    /** Whether it is a place in the queue of a fair lock. */
    static boolean isPlace(long offset) {
        return offset >= PLACES_OFFSET && offset < PLACES_OFFSET + (long) PLACES * Long.BYTES;
    }

    /** Whether it is in a slot of the record. */
    static boolean isInSlot(long offset) {
        return offset >= SLOTS_OFFSET && offset < LENGTH;
    }
}
