package dev.shm.queues;

import dev.shm.testkit.HangGuard;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** That the suite itself is right: on the JDK's own. */
class ArrayBlockingQueueContractTest extends BlockingQueueContract {
    @Override
    BlockingQueue<Long> queue(int capacity) {
        return new ArrayBlockingQueue<>(capacity);
    }

    @Override
    void awaitBlocked(Thread thread) {
        HangGuard.await(
                "blocked",
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }
}
