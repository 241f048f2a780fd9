package dev.shm.robust;

import dev.shm.process.ProcessInfo;
import java.util.HashMap;
import java.util.Map;

/** The site of a robust word on the heap, where nobody dies and no mourner is needed. */
class HeapSite extends HeapWaitSite implements LockSite {
    private final HeapWords words;
    /* Of all processes: they wait at one place. */
    private final Map<Long, WaitSite> neighbours = new HashMap<>(); // guarded by this

    HeapSite(HeapWords words) {
        super(words, RobustLayout.WORD_OFFSET);
        this.words = words;
    }

    @Override
    public boolean isDead(int slot, long incarnation) {
        return false;
    }

    @Override
    public int looksBeforeSleep() {
        return 0;
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

    WaitSite newNeighbour(HeapWords itsWords, long offset) {
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
