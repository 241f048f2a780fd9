package dev.shm.robust;

import dev.shm.value.PairCell;

/**
 * The shared memory of the simulation: the words of {@link RobustLayout} that decide anything, and the data of the
 * section: a counter, and its mirror that is equal to it outside of sections; or instead of
 * them a record of two words.
 *
 * <p>What only tells (thread, times, pid, command, contended) is left out: no step of the algorithm depends on it, and the
 * values differ from run to run.
 */
final class SimMemory {
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
    private static final int SLOTS = SEQUENCE + 1;
    static final int WORDS = SLOTS + 4;
    private static final String[] NAMES = {
        "word",
        "holder",
        "token",
        "deaths",
        "counter",
        "mirror",
        "1st.owner",
        "1st.token",
        "2nd.owner",
        "2nd.token",
        "head",
        "tail",
        "place 0",
        "place 1",
        "place 2",
        "place 3",
        "sequence",
        "1st slot.a",
        "1st slot.b",
        "2nd slot.a",
        "2nd slot.b"
    };
    private static final int NONE = -1;

    private SimMemory() {}

    /** The index of a word, below {@link #WORDS}; negative if it only tells. */
    static int index(long offset) {
        return switch ((int) offset) {
            case RobustLayout.WORD_OFFSET -> WORD;
            case RobustLayout.HOLDER_OFFSET -> HOLDER;
            case RobustLayout.TOKEN_OFFSET -> TOKEN;
            case RobustLayout.DEATHS_OFFSET -> DEATHS;
            case COUNTER_OFFSET -> COUNTER;
            case MIRROR_OFFSET -> MIRROR;
            case RobustLayout.FIRST_RECORD_OFFSET + DeathRecordLayout.OWNER_OFFSET -> RECORDS;
            case RobustLayout.FIRST_RECORD_OFFSET + DeathRecordLayout.TOKEN_OFFSET -> RECORDS + 1;
            case RobustLayout.SECOND_RECORD_OFFSET + DeathRecordLayout.OWNER_OFFSET -> RECORDS + 2;
            case RobustLayout.SECOND_RECORD_OFFSET + DeathRecordLayout.TOKEN_OFFSET -> RECORDS + 3;
            case FAIR_OFFSET + FairLayout.HEAD_OFFSET -> HEAD;
            case FAIR_OFFSET + FairLayout.TAIL_OFFSET -> TAIL;
            case SEQUENCE_OFFSET -> SEQUENCE;
            default -> indexInRow((int) offset);
        };
    }

    private static int indexInRow(int offset) {
        if (isPlace(offset)) {
            return FIRST_PLACE + (offset - PLACES_OFFSET) / Long.BYTES;
        }
        return isInSlot(offset) ? SLOTS + (offset - SLOTS_OFFSET) / Long.BYTES : NONE;
    }

    /** Whether it is a place in the queue of a fair lock. */
    static boolean isPlace(long offset) {
        return offset >= PLACES_OFFSET && offset < PLACES_OFFSET + (long) PLACES * Long.BYTES;
    }

    /** Whether it is in a slot of the record. */
    static boolean isInSlot(long offset) {
        return offset >= SLOTS_OFFSET && offset < LENGTH;
    }

    static boolean isSimulated(long offset) {
        return index(offset) != NONE;
    }

    static String name(long offset) {
        return isSimulated(offset) ? NAMES[index(offset)] : "+" + offset;
    }

    /** A value, in a way that fits its word. */
    static String text(long offset, long value) {
        if (isPlace(offset)) {
            return FairPlace.isWaiting(value) ? word(value) : "0x" + Long.toHexString(value);
        }
        return switch (name(offset)) {
            case "word", "holder", "1st.owner", "2nd.owner" -> word(value);
            default -> Long.toString(value);
        };
    }

    private static String word(long word) {
        StringBuilder text = new StringBuilder(OwnerWord.isFree(word) ? "free" : "P" + OwnerWord.slot(word));
        append(text, word, OwnerWord.WAITERS, "|W");
        append(text, word, OwnerWord.STARVING, "|S");
        append(text, word, OwnerWord.THREAD_ENDED, "|D");
        append(text, word, OwnerWord.INCONSISTENT, "|I");
        append(text, word, OwnerWord.POISONED, "|P");
        return text.toString();
    }

    private static void append(StringBuilder text, long word, long flag, String name) {
        if (OwnerWord.has(word, flag)) {
            text.append(name);
        }
    }
}
