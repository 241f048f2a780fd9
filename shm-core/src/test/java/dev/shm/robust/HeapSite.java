package dev.shm.robust;

import dev.shm.process.ProcessInfo;
import java.util.HashMap;
import java.util.Map;

/** The site of a robust word on the heap, where nobody dies and no mourner is needed. */
public class HeapSite extends HeapWaitSite implements LockSite {
    private final HeapWords words;
    /* Of all processes: they wait at one place. */
    private final Map<Long, WaitSite> neighbours = new HashMap<>(); // guarded by this
    private final Map<Long, LockSite> companions = new HashMap<>(); // guarded by this

    /**
     * The site of the word at the beginning, and of all that are to be had by it.
     *
     * @param words the memory
     */
    public HeapSite(HeapWords words) {
        this(words, RobustLayout.WORD_OFFSET);
    }

    private HeapSite(HeapWords words, long offset) {
        super(words, offset);
        this.words = words;
    }

    @Override
    public boolean isDead(int slot, long incarnation) {
        return false;
    }

    @Override
    public synchronized WaitSite neighbour(long offset) {
        WaitSite site = neighbours.get(offset);
        if (site == null) {
            site = newNeighbour(words, offset);
            neighbours.put(offset, site);
        }
        return site;
    }

    @Override
    public synchronized LockSite companion(long offset, Fairness fairness) {
        LockSite site = companions.get(offset);
        if (site == null) {
            site = new HeapSite(words, offset);
            companions.put(offset, site);
        }
        return site;
    }

    /**
     * {@return where threads wait at another word}
     * @param itsWords the memory
     * @param offset of the word
     */
    protected WaitSite newNeighbour(HeapWords itsWords, long offset) {
        return new HeapWaitSite(itsWords, offset);
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
