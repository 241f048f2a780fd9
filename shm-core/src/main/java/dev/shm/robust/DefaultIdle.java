package dev.shm.robust;

import org.agrona.concurrent.IdleStrategy;

/**
 * What an acquirer does between its first looks unless its handle says otherwise: it lets the owner work for a while. Each
 * look fetches the line of the lock away from the owner, who then waits for it; looking less often lets two processes
 * count three times as fast. Loaded when one first has to wait.
 */
final class DefaultIdle implements IdleStrategy {
    static final IdleStrategy INSTANCE = new DefaultIdle();

    private static final int PAUSES = 64;

    private DefaultIdle() {}

    @Override
    public void idle(int workCount) {
        if (workCount <= 0) {
            idle();
        }
    }

    @Override
    public void idle() {
        for (int i = 0; i < PAUSES; i++) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void reset() {
        // There is no state.
    }
}
