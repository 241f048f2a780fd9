package dev.shm.queues;

import dev.shm.ShmException;

/** A topic was closed: nothing more is published, and who has taken all that was is told so. */
public final class TopicClosedException extends ShmException {
    private static final long serialVersionUID = 1L;

    TopicClosedException(String topic) {
        super("closed by one who publishes: topic=" + topic + "; make another one to go on");
    }
}
