package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The shared memory of a simulation: the words that decide anything, by name. Each access to one of them is a step. All other
 * words only tell (a time, a pid), are not stored, and read as 0.
 *
 * <p>Of a word it may be said that others have nothing to do with it for the time being. A step there makes no difference to
 * them, nor do theirs to it: so it is done at once, without trying all orders, and its process may die before it as before any
 * other. It is checked that what was said is true.
 */
public final class SimMemory {
    static final int NONE = -1;

    private static final String SHARE = "share of P";

    /** Who has to do with a word. */
    private enum Use {
        /** Anybody. */
        ANY,
        /** Only the owner of a lock reads or writes it. */
        GUARDED,
        /** Only the owner of a lock writes it. */
        WRITTEN_BY_OWNER,
        /** Nobody writes it once all are ready. */
        FIXED
    }

    private final List<String> names = new ArrayList<>();
    private final List<Boolean> owners = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private int[] indexes = {};
    private int[] guards = {};
    private long[] first = {};

    /**
     * A word.
     *
     * @param name for people
     * @param offset in bytes
     * @return this
     */
    public SimMemory word(String name, long offset) {
        return add(name, offset, Use.ANY, NONE, false);
    }

    /**
     * A word that only the owner of a lock reads or writes.
     *
     * @param lock where its word is, which is declared already
     * @param name for people
     * @param offset in bytes
     * @return this
     */
    public SimMemory guarded(long lock, String name, long offset) {
        return add(name, offset, Use.GUARDED, index(lock), false);
    }

    /**
     * A word that only the owner of a lock writes, and anybody reads.
     *
     * @param lock where its word is, which is declared already
     * @param name for people
     * @param offset in bytes
     * @return this
     */
    public SimMemory written(long lock, String name, long offset) {
        return add(name, offset, Use.WRITTEN_BY_OWNER, index(lock), false);
    }

    /**
     * A word that nobody writes once all are ready.
     *
     * @param name for people
     * @param offset in bytes
     * @return this
     */
    public SimMemory fixed(String name, long offset) {
        return add(name, offset, Use.FIXED, NONE, false);
    }

    /**
     * Gives a word its first value.
     *
     * @param offset of a word that is declared already
     * @param value of it; 0 if this is not called
     * @return this
     */
    public SimMemory set(long offset, long value) {
        first[index(offset)] = value;
        return this;
    }

    /**
     * A lock, but for its conditions and without a queue.
     *
     * @param name for people
     * @param base where its bytes begin
     * @return this
     */
    public SimMemory lock(String name, long base) {
        owner(name, base + RobustLayout.WORD_OFFSET);
        written(base, name + ".token", base + RobustLayout.TOKEN_OFFSET); // mourners look at it
        guarded(base, name + ".holder", base + RobustLayout.HOLDER_OFFSET);
        guarded(base, name + ".deaths", base + RobustLayout.DEATHS_OFFSET);
        record(base, name + ".1st", base + RobustLayout.FIRST_RECORD_OFFSET);
        return record(base, name + ".2nd", base + RobustLayout.SECOND_RECORD_OFFSET);
    }

    private SimMemory record(long lock, String name, long at) {
        guarded(lock, name + ".owner", at + DeathRecordLayout.OWNER_OFFSET);
        return guarded(lock, name + ".token", at + DeathRecordLayout.TOKEN_OFFSET);
    }

    /**
     * A condition of a lock.
     *
     * @param name for people
     * @param base where the bytes of the lock begin
     * @param number of the condition
     * @return this
     */
    public SimMemory condition(String name, long base, int number) {
        return word(name, base + RobustLayout.CONDITIONS_OFFSET + (long) number * RobustLayout.CONDITION_LENGTH);
    }

    /**
     * A section: a lock with a journal.
     *
     * @param name for people
     * @param lock where the bytes of the lock begin
     * @param journal where those of the journal begin
     * @param entries how many words are changed at once at most
     * @return this
     */
    public SimMemory section(String name, long lock, long journal, int entries) {
        lock(name, lock);
        guarded(lock, name + ".count", journal + JournalLayout.COUNT_OFFSET);
        for (int i = 0; i < entries; i++) {
            long entry = journal + JournalLayout.ENTRIES_OFFSET + (long) i * JournalLayout.ENTRY_LENGTH;
            guarded(lock, name + ".offset " + i, entry);
            guarded(lock, name + ".value " + i, entry + Long.BYTES);
        }
        return this;
    }

    /**
     * The shares of the first few processes, and of one that comes afterwards. All have joined when they are ready.
     *
     * @param base where their bytes begin
     * @param processes how many
     * @return this
     */
    public SimMemory shares(long base, int processes) {
        return shares(base, processes, Use.ANY, NONE);
    }

    /**
     * The same, and only the owner of a lock writes them.
     *
     * @param lock where its word is, which is declared already
     * @param base where their bytes begin
     * @param processes how many
     * @return this
     */
    public SimMemory shares(long lock, long base, int processes) {
        return shares(base, processes, Use.WRITTEN_BY_OWNER, index(lock));
    }

    private SimMemory shares(long base, int processes, Use use, int guard) {
        fixed("highest share", base + ShareLayout.VALUE_OFFSET);
        for (int slot = 1; slot <= processes + 1; slot++) {
            long value = shareOf(base, slot);
            add(SHARE + slot + ".owner", value - ShareLayout.VALUE_OFFSET, Use.FIXED, NONE, true);
            add(SHARE + slot, value, use, guard, false);
        }
        return this;
    }

    /**
     * {@return where the value of a process's share is}
     *
     * @param base where their bytes begin
     * @param process from 1
     */
    public static long shareOf(long base, int process) {
        return Shares.LINE_LENGTH * (long) process + base + ShareLayout.VALUE_OFFSET;
    }

    /** A word that stands for a process, as a robust word does. */
    SimMemory owner(String name, long offset) {
        return add(name, offset, Use.ANY, NONE, true);
    }

    private SimMemory add(String name, long offset, Use use, int guard, boolean owner) {
        if (offset % Long.BYTES != 0 || index(offset) != NONE) {
            throw new IllegalArgumentException("no word, or declared already: " + name + ", offset=" + offset);
        }
        int at = (int) (offset / Long.BYTES);
        if (at >= indexes.length) {
            int before = indexes.length;
            indexes = Arrays.copyOf(indexes, at + 1);
            Arrays.fill(indexes, before, indexes.length, NONE);
        }
        indexes[at] = names.size();
        guards = Arrays.copyOf(guards, names.size() + 1);
        guards[names.size()] = guard;
        first = Arrays.copyOf(first, names.size() + 1);
        names.add(name);
        uses.add(use);
        owners.add(owner);
        return this;
    }

    /** What stands in it at first. */
    long[] first() {
        return first.clone();
    }

    /** The index of a word; negative if it only tells. */
    int index(long offset) {
        int at = (int) (offset / Long.BYTES);
        return at >= 0 && at < indexes.length ? indexes[at] : NONE;
    }

    /** Whether others have nothing to do with a step that a process, from 0, is about to do. */
    boolean isApart(SimOperation step, int process, long[] words) {
        int index = step.isAccess() ? index(step.offset()) : NONE;
        if (index == NONE) {
            return false;
        }
        return switch (uses.get(index)) {
            case ANY -> false;
            case GUARDED -> true;
            case WRITTEN_BY_OWNER -> step.kind() == Kind.GET && isOwner(process, guards[index], words);
            case FIXED -> step.kind() == Kind.GET;
        };
    }

    /** Fails if a step that a process, from 0, does is not one of those that were said to be possible. */
    void check(SimOperation step, int process, long[] words) {
        int index = step.isAccess() ? index(step.offset()) : NONE;
        if (index == NONE) {
            return;
        }
        boolean right = switch (uses.get(index)) {
            case ANY -> true;
            case GUARDED -> isOwner(process, guards[index], words);
            case WRITTEN_BY_OWNER -> step.kind() == Kind.GET || isOwner(process, guards[index], words);
            case FIXED -> step.kind() == Kind.GET;
        };
        if (!right) {
            throw new SimViolation("not as declared: P" + (process + 1) + " " + describe(step));
        }
    }

    private static boolean isOwner(int process, int guard, long[] words) {
        return OwnerWord.slot(words[guard]) == process + 1;
    }

    boolean isSimulated(long offset) {
        return index(offset) != NONE;
    }

    String name(long offset) {
        return isSimulated(offset) ? names.get(index(offset)) : "+" + offset;
    }

    /** A value, in a way that fits its word. */
    String text(long offset, long value) {
        boolean small = Math.abs(value) < 1 << 16;
        return isSimulated(offset) && owners.get(index(offset))
                ? word(value)
                : small ? Long.toString(value) : "0x" + Long.toHexString(value);
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

    /** What a step does, for people. */
    String describe(SimOperation step) {
        long offset = step.offset();
        String where = name(offset);
        return switch (step.kind()) {
            case GET -> where;
            case SET -> where + " = " + text(offset, step.value());
            case COMPARE_AND_SET -> where + ": " + text(offset, step.expected()) + " -> " + text(offset, step.value());
            case SWAP -> where + " <-> " + text(offset, step.value());
            case ADD -> where + " + " + step.value();
            case IS_DEAD -> "is P" + offset + " dead";
            case AWAIT -> "sleep while " + where + " is " + text(offset, step.expected() & 0xFFFF_FFFFL);
            case WAKE -> "wake " + step.value() + " at " + where;
            case ENTER -> "enter with token " + step.value();
            default -> step.kind().name();
        };
    }
}
