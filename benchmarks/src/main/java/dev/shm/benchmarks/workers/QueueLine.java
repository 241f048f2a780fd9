package dev.shm.benchmarks.workers;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import java.util.stream.LongStream;

/** A queue of ours, of strings of 100 characters; who gets one compares it with what has to come next. */
final class QueueLine extends QueueEnd<String> {
    private static final int STRINGS = 1024;

    private final String[] strings =
            LongStream.range(0, STRINGS).mapToObj("%0100d"::formatted).toArray(String[]::new);
    private long put;
    private long got;

    QueueLine(SharedSpace space) {
        super(SharedQueue.open(space, "queue", Codecs.strings()));
    }

    /** The next of the strings, whatever the value. */
    @Override
    String element(long value) {
        return strings[(int) (put++ % STRINGS)];
    }

    @Override
    void check(String element) {
        if (!element.equals(strings[(int) (got++ % STRINGS)])) {
            throw new IllegalStateException("another string came than was put: number=" + got);
        }
    }

    @Override
    public String toString() {
        return "strings " + got;
    }
}
