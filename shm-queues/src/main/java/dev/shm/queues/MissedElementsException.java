package dev.shm.queues;

import dev.shm.ShmException;

/**
 * A subscriber was too slow: elements that it had not taken yet were replaced by newer ones. It goes on with the oldest that is
 * kept. Thrown once for each gap.
 */
public final class MissedElementsException extends ShmException {
    private static final long serialVersionUID = 1L;

    private final long missed;

    MissedElementsException(String topic, long missed, long position) {
        super("lapped: topic=" + topic + ", missed=" + missed + ", next=" + position
                + "; go on with the next one, give the topic more bytes, or let subscribers hold back");
        this.missed = missed;
    }

    /** {@return how many elements were missed, since the last one that was taken} */
    public long missed() {
        return missed;
    }
}
