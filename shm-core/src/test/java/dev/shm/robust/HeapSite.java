package dev.shm.robust;

import dev.shm.process.ProcessInfo;
import java.util.HashMap;
import java.util.Map;

/** The site of a robust word on the heap, where nobody dies and no mourner is needed. */
public class HeapSite extends HeapWaitSite implements LockSite {
    private final HeapWords words;
    private final boolean silent;
    /* Of all processes: they wait at one place. */
    private final Map<Long, WaitSite> neighbours = new HashMap<>(); // guarded by this
    private final Map<Long, LockSite> companions = new HashMap<>(); // guarded by this

    /**
     * The site of the word at the beginning, and of all that are to be had by it.
     *
     * @param words the memory
     */
    public HeapSite(HeapWords words) {
        this(words, RobustLayout.WORD_OFFSET, false);
    }

    private HeapSite(HeapWords words, long offset, boolean silent) {
        super(words, offset);
        this.words = words;
        this.silent = silent;
    }

    /**
     * {@return one at whose neighbours nobody is ever woken}: for mutants
     * @param words the memory
     */
    public static HeapSite silent(HeapWords words) {
        return new HeapSite(words, RobustLayout.WORD_OFFSET, true);
    }

    private static final class SilentSite extends HeapWaitSite {
        SilentSite(HeapWords words, long offset) {
            super(words, offset);
        }

        @Override
        public void wake(int count) {
            // lost
        }
    }

    @Override
    public boolean isDead(int slot, long incarnation) {
        return false;
    }

    @Override
    public synchronized WaitSite neighbour(long offset) {
        WaitSite site = neighbours.get(offset);
        if (site == null) {
            site = silent ? new SilentSite(words, offset) : new HeapWaitSite(words, offset);
            neighbours.put(offset, site);
        }
        return site;
    }

    @Override
    public synchronized LockSite companion(long offset, Fairness fairness) {
        LockSite site = companions.get(offset);
        if (site == null) {
            site = new HeapSite(words, offset, false);
            companions.put(offset, site);
        }
        return site;
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public OwnerDeathPolicy policy() {
        return OwnerDeathPolicy.HAND_OVER;
    }

    @Override
    public ProcessInfo info(int slot, long incarnation) {
        return ProcessInfo.UNKNOWN;
    }

    @Override
    public void warn(OwnerDeath death) {
        throw new AssertionError("nobody dies: " + death);
    }
}
