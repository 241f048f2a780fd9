package dev.shm.pool;

import dev.shm.pool.protocol.Frame;
import dev.shm.pool.protocol.TaskBytes;
import java.util.function.Consumer;

/** A task of a pool until it is answered. What changes is guarded by the {@link PoolEngine}. */
final class PoolTask {
    private final Job job;
    private final byte[] arguments;
    private final Consumer<Answer> receiver;
    private final Object owner;

    /** The number of its present attempt; 0 before the first. */
    long id;

    /** How often it was begun by workers that died. */
    int deaths;

    /** Why it can not be sent; null if it can. */
    Throwable failure;

    /** Its message; null until there is room for it. */
    Frame frame;

    /**
     * A task, not given to the pool yet.
     *
     * @param job its function
     * @param arguments encoded
     * @param receiver gets the answer, once, in the pool's thread: runs no code of the user's
     * @param owner whose it is
     */
    PoolTask(Job job, byte[] arguments, Consumer<Answer> receiver, Object owner) {
        this.job = job;
        this.arguments = arguments;
        this.receiver = receiver;
        this.owner = owner;
    }

    /** {@return the future, or the call, that it belongs to} */
    Object owner() {
        return owner;
    }

    /** Its message, one part behind the other. */
    byte[][] bytes() {
        return new byte[][] {TaskBytes.head(job.id(), job.function()), arguments};
    }

    void answer(Answer answer) {
        receiver.accept(answer);
    }
}
