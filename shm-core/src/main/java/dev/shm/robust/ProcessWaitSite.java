package dev.shm.robust;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessTable;
import dev.shm.wait.WaitPoint;
import dev.shm.wait.WaitPoints;

/** The site of a word in a file of a space. */
class ProcessWaitSite implements WaitSite {
    final ProcessTable table;
    final Words words;
    final long offset;
    final long key;
    private volatile WaitPoint waitPoint;

    ProcessWaitSite(ProcessTable table, Words words, long offset, long key) {
        this.table = table;
        this.words = words;
        this.offset = offset;
        this.key = key;
    }

    @Override
    public final WaitPoint waitPoint() {
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
    public final void publishWaiters(int count) {
        table.waits().publish(key, count);
    }

    @Override
    public final int waiters() {
        return table.waiters(key);
    }

    @Override
    public final void hurryMourner() {
        Mourner.get().hurry();
    }
}
