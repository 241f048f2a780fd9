package dev.shm.robust;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessInfo;
import dev.shm.process.ProcessTable;
import dev.shm.wait.WaitPoint;
import dev.shm.wait.WaitPoints;

/** The site of a word in a file of a space. */
public final class ProcessLockSite implements LockSite {
    private final String name;
    private final OwnerDeathPolicy policy;
    private final ProcessTable table;
    private final Words words;
    private final long offset;
    private final long key;
    private volatile WaitPoint waitPoint;

    /**
     * Describes a site.
     *
     * @param name for messages, as {@code space/object}
     * @param policy from the file
     * @param table the processes of the space
     * @param words the memory
     * @param offset of the word, in bytes
     * @param key the same in all processes, and no other word's; not 0
     */
    public ProcessLockSite(
            String name, OwnerDeathPolicy policy, ProcessTable table, Words words, long offset, long key) {
        this.name = name;
        this.policy = policy;
        this.table = table;
        this.words = words;
        this.offset = offset;
        this.key = key;
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
    public WaitPoint waitPoint() {
        WaitPoint point = waitPoint;
        return point != null ? point : makeWaitPoint();
    }

    private synchronized WaitPoint makeWaitPoint() {
        if (waitPoint == null) {
            Incarnation self = table.self();
            waitPoint = WaitPoints.at(words, offset, self == null ? 0 : self.slot());
        }
        return waitPoint;
    }

    @Override
    public void publishWaiters(int count) {
        table.waits().publish(key, count);
    }

    @Override
    public int waiters() {
        return table.waiters(key);
    }

    @Override
    public void warn(OwnerDeath death) {
        Warnings.log("inherited from a dead owner: lock=" + name + ", died=" + death);
    }

    @Override
    public void hurryMourner() {
        Mourner.get().hurry();
    }
}
