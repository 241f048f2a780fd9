package dev.shm.pool;

import dev.shm.pool.protocol.Failure;
import dev.shm.pool.protocol.Frame.Kind;
import dev.shm.pool.protocol.Values;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What became of a task. It is decoded by the thread that wants it, since that may run code of the user's.
 *
 * <p>Threads: one.
 */
final class Answer {
    private final Kind kind;
    private final byte[] bytes;
    private Object[] values;
    private Throwable failure;

    /** From a worker: its result, or what was thrown there. */
    Answer(Kind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /** From the pool: why there is no result. */
    Answer(Throwable failure) {
        this(Kind.FAILURE, null);
        this.failure = failure;
    }

    /** {@return its results; null if it failed} */
    Object[] values() {
        decode();
        return values;
    }

    /** {@return why it failed; null if it did not} */
    Throwable failure() {
        decode();
        return failure;
    }

    private void decode() {
        if (values != null || failure != null) {
            return;
        }
        try {
            if (kind == Kind.RESULT) {
                values = Values.decode(ByteBuffer.wrap(bytes));
            } else {
                failure = Thrown.of(Failure.decode(bytes));
            }
        } catch (IOException e) {
            failure = e;
        }
    }
}
