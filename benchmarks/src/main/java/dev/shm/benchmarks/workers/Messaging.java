package dev.shm.benchmarks.workers;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * One that puts messages of 32 bytes, or strings of 100, or arrays of any length, or gets them, as fast as it can, from the signal to start to the signal to stop; once for
 * each turn whose number it hears. Who gets them then gets the rest too, up to how many were put.
 */
public final class Messaging {
    /** What the messages go through. */
    public enum Medium {
        /** A channel of ours. */
        CHANNEL,
        /** Agrona's ring buffer for one producer. */
        ONE_TO_ONE,
        /** Agrona's ring buffer for many producers. */
        MANY_TO_ONE,
        /** A queue of ours, of strings. */
        QUEUE,
        /** A channel of ours, whose messages are arrays of any length. */
        CHANNEL_BYTES,
        /** Agrona's ring buffer for one producer with such messages. */
        ONE_TO_ONE_BYTES,
        /** A queue of ours of such arrays. */
        QUEUE_BYTES,
        /** Aeron's IPC with such messages. */
        AERON_BYTES,
        /** Chronicle's queue with such messages. */
        CHRONICLE_BYTES;

        /** {@return the options that a JVM needs for it} */
        public List<String> options() {
            return switch (this) {
                case CHANNEL, QUEUE, CHANNEL_BYTES, QUEUE_BYTES -> List.of();
                case ONE_TO_ONE, MANY_TO_ONE, ONE_TO_ONE_BYTES, AERON_BYTES -> List.of(PeerOptions.AGRONA);
                case CHRONICLE_BYTES ->
                    List.of(
                            PeerOptions.CHRONICLE,
                            PeerOptions.CHRONICLE_FILES,
                            PeerOptions.CHRONICLE_CLEANER,
                            PeerOptions.CHRONICLE_LOG);
            };
        }
    }

    private static final int PUTS_PER_LOOK = 64;

    private final Line line;
    private final SharedLong started;
    private final SharedLong stopped;
    private final SharedLong put; // how many in all; the largest number until that is known
    /* Other processes may need the processor. */
    private final IdleStrategy idle = new BackoffIdleStrategy(100, Long.MAX_VALUE, 1, 1);

    private Messaging(Line line, SharedSpace space) {
        this.line = line;
        this.started = SharedLong.open(space, "started");
        this.stopped = SharedLong.open(space, "stopped");
        this.put = SharedLong.open(space, "put");
    }

    /**
     * Puts or gets.
     *
     * @param arguments the space, the medium, a folder for what is not ours, the number of the process, 0 for who gets, and the length of
     *     arrays
     * @throws IOException if the file can't be mapped
     */
    public static void main(String[] arguments) throws IOException {
        Medium medium = Medium.valueOf(arguments[1]);
        int number = Integer.parseInt(arguments[3]);
        int lengthBytes = Integer.parseInt(arguments[4]);
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
                Line line = line(medium, space, Path.of(arguments[2]), number > 0, lengthBytes)) {
            Pinning.pin(number);
            Messaging process = new Messaging(line, space);
            Parent.say("here");
            for (String heard = Parent.hear(); heard != null; heard = Parent.hear()) {
                process.turn(Long.parseLong(heard), number == 0);
            }
        }
    }

    private static Line line(Medium medium, SharedSpace space, Path folder, boolean puts, int lengthBytes)
            throws IOException {
        Path ring = folder.resolve("ring");
        return switch (medium) {
            case CHANNEL -> new ChannelLine(space, puts);
            case ONE_TO_ONE -> new RingBufferLine(ring, false);
            case MANY_TO_ONE -> new RingBufferLine(ring, true);
            case QUEUE -> new QueueLine(space);
            case CHANNEL_BYTES -> new ChannelBytes(space, puts, lengthBytes);
            case ONE_TO_ONE_BYTES -> new RingBufferBytes(ring, lengthBytes);
            case QUEUE_BYTES -> new QueueBytes(space, lengthBytes);
            case AERON_BYTES -> new AeronBytes(folder.resolve("aeron"), puts, lengthBytes);
            case CHRONICLE_BYTES -> new ChronicleBytes(folder, puts, lengthBytes);
        };
    }

    private void turn(long turn, boolean gets) {
        line.begin(turn);
        Parent.say("ready");
        while (started.getAcquire() < turn) {
            Thread.yield();
        }
        long start = System.nanoTime();
        long count = gets ? get(turn) : put(turn);
        Parent.say("count=" + count + " start=" + start + " end=" + System.nanoTime());
        if (gets) {
            long all = count;
            while (all < put.getAcquire()) {
                all += line.poll(); // producers may wait for room before they stop
            }
            Parent.say("all=" + all + " of=" + line);
        }
    }

    private long put(long turn) {
        long count = 0;
        while (stopped.getAcquire() < turn) {
            for (int i = 0; i < PUTS_PER_LOOK; i++) {
                if (line.put(count)) {
                    count++;
                } else {
                    idle.idle();
                }
            }
            idle.reset();
        }
        return count;
    }

    private long get(long turn) {
        long count = 0;
        while (stopped.getAcquire() < turn) {
            int got = line.poll();
            count += got;
            idle.idle(got);
        }
        return count;
    }
}
