package dev.shm.robust;

import dev.shm.memory.Words;
import dev.shm.process.ProcessInfo;
import dev.shm.process.ProcessTable;
import dev.shm.wait.WaitPlaces;
import dev.shm.wait.WaitPoints;

/** The site of a robust word in a file of a space. */
public final class ProcessLockSite extends ProcessWaitSite implements LockSite {
    private final String name;
    private final OwnerDeathPolicy policy;
    private final Fairness fairness;
    private volatile WaitPlaces waitPlaces;
    private boolean silent;

    /**
     * Describes a site.
     *
     * @param name for messages, as {@code space/object}
     * @param policy from the file
     * @param table the processes of the space
     * @param words the memory
     * @param offset of the word, in bytes
     * @param key the same in all processes, and no other word's; not 0
     * @param fairness from the file
     */
    public ProcessLockSite(
            String name,
            OwnerDeathPolicy policy,
            ProcessTable table,
            Words words,
            long offset,
            long key,
            Fairness fairness) {
        super(table, words, offset, key);
        this.name = name;
        this.policy = policy;
        this.fairness = fairness;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OwnerDeathPolicy policy() {
        return policy;
    }

    @Override
    public boolean isDead(int slot, long incarnation) {
        return table.isDead(slot, incarnation);
    }

    @Override
    public ProcessInfo info(int slot, long incarnation) {
        return table.info(slot, incarnation);
    }

    @Override
    public int places() {
        return fairness == Fairness.FAIR ? FairLayout.PLACES : 0;
    }

    @Override
    public WaitPlaces waitPlaces(long first, int count) {
        WaitPlaces places = waitPlaces;
        return places != null ? places : makeWaitPlaces(first, count);
    }

    private synchronized WaitPlaces makeWaitPlaces(long first, int count) {
        if (waitPlaces == null) {
            waitPlaces = WaitPoints.places(words, first, count);
        }
        return waitPlaces;
    }

    @Override
    public WaitSite neighbour(long itsOffset) {
        return new ProcessWaitSite(table, words, itsOffset, (key ^ offset ^ itsOffset) | 1);
    }

    @Override
    public LockSite companion(long itsOffset, Fairness itsFairness) {
        long itsKey = (key ^ offset ^ itsOffset) | 1;
        ProcessLockSite site =
                new ProcessLockSite(name, OwnerDeathPolicy.HAND_OVER, table, words, itsOffset, itsKey, itsFairness);
        site.silent = true;
        return site;
    }

    @Override
    public LockSite oneOfMany(long itsOffset, String itsName) {
        long itsKey = (key ^ offset ^ itsOffset) | 1;
        return new ProcessLockSite(itsName, policy, table, words, itsOffset, itsKey, Fairness.BARGING);
    }

    @Override
    public void warn(OwnerDeath death) {
        if (silent) {
            return;
        }
        warn("inherited from a dead owner: lock=" + name + ", died=" + death);
    }
}
