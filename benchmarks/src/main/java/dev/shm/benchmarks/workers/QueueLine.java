package dev.shm.benchmarks.workers;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A queue of ours, of strings of 100 characters; who gets one compares it with what has to come next. */
final class QueueLine implements Line {
    private static final int STRINGS = 1024;
    private static final long LOOK_MILLIS = 10;

    private final SharedQueue<String> queue;
    private final String[] strings =
            LongStream.range(0, STRINGS).mapToObj("%0100d"::formatted).toArray(String[]::new);
    private long put;
    private long got;
    private boolean inHand;

    QueueLine(SharedSpace space) {
        queue = SharedQueue.open(space, "queue", Codecs.strings());
    }

    /** Puts the next of the strings, whatever the value. */
    @Override
    public boolean put(long value) {
        try {
            queue.put(strings[(int) (put++ % STRINGS)]);
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Blocks for one, but not for long: its caller looks whether it shall go on. */
    @Override
    public int poll() {
        try {
            String string = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (string == null) {
                return 0;
            }
            if (!string.equals(strings[(int) (got++ % STRINGS)])) {
                throw new IllegalStateException("another string came than was put: number=" + got);
            }
            inHand = true;
            return 1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (inHand) {
            queue.taskDone();
        }
    }

    @Override
    public String toString() {
        return "strings " + got;
    }
}
