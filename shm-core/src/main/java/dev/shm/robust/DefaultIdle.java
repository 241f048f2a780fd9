package dev.shm.robust;

import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** What an acquirer does between its first looks unless its handle says otherwise. Loaded when one first has to wait. */
final class DefaultIdle {
    static final IdleStrategy INSTANCE = BusySpinIdleStrategy.INSTANCE;

    private DefaultIdle() {}
}
