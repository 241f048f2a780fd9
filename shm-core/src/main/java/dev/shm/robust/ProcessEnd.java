package dev.shm.robust;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessInfo;
import dev.shm.process.ProcessTable;

/**
 * The end of one process's stay in a space: it was killed, has ended, or has closed the space. As a {@code sentinel} of Python, but
 * not only of children. Nobody tells: the mourner of whoever waits finds out, within 8 ms.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free. Peer crash: that is what it is about. Allocation: none after open.
 */
public final class ProcessEnd implements Awaited, Awaitable {
    private final ProcessTable table;
    private final Incarnation process;
    private final ProcessInfo info;
    private final EventCount events;
    private volatile boolean over;

    /**
     * The end of a process. To be {@linkplain #close closed}.
     *
     * @param table where it is attached
     * @param words the memory of that
     * @param process which one
     */
    public ProcessEnd(ProcessTable table, Words words, Incarnation process) {
        this.table = table;
        this.process = process;
        this.info = table.info(process.slot(), process.number());
        long offset = ProcessTable.endsOffset(process.slot());
        // Others wait for the same only within this JVM: the key needs to tell it from other words of the space.
        this.events =
                new EventCount(words, offset, new ProcessWaitSite(table, words, offset, offset | 1), this::isReady);
    }

    /** {@return which process it is: the next one of the same PID, or in the same slot, is another one} */
    public Incarnation process() {
        return process;
    }

    /** {@return who it is, as it said itself} */
    public ProcessInfo info() {
        return info;
    }

    @Override
    public Awaited awaited() {
        return this;
    }

    @Override
    public EventCount eventCount() {
        return events;
    }

    @Override
    public boolean mayBeReady() {
        return over;
    }

    @Override
    public boolean isReady() {
        if (!over && table.isDead(process.slot(), process.number())) {
            over = true;
        }
        return over;
    }

    /** Has the mourner look after it. */
    public void open() {
        events.open();
    }

    /** The memory is closed: who waits finds that out now. */
    public void close() {
        events.close();
    }

    @Override
    public String toString() {
        return "end of " + info;
    }
}
