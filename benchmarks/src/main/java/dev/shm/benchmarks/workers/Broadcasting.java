package dev.shm.benchmarks.workers;

import dev.shm.queues.Codec;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.nio.file.Path;

/**
 * Sends or receives, as fast as it can, from the signal to start to the signal to stop; once for each line that it hears, which
 * is the number of the turn. Who receives and finds nothing lets others run: there are more of them than processors.
 */
public final class Broadcasting {
    private static final int BATCH = 100;

    private final Broadcast broadcast;
    private final SharedLong started;
    private final SharedLong stopped;

    /** {@return of the messages} */
    public static Codec<?> codec() {
        return new Broadcast.MessageCodec();
    }

    private Broadcasting(Broadcast broadcast, SharedSpace space) {
        this.broadcast = broadcast;
        started = SharedLong.open(space, "started");
        stopped = SharedLong.open(space, "stopped");
    }

    /**
     * Plays.
     *
     * @param arguments the space, {@code ours} or {@code theirs}, what of that to open, and {@code send} or {@code receive}
     */
    public static void main(String[] arguments) {
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            Broadcast broadcast = Broadcast.of(Path.of(arguments[2]), arguments[1].equals("ours"));
            Broadcasting game = new Broadcasting(broadcast, space);
            Parent.say("here");
            for (String line = Parent.hear(); line != null; line = Parent.hear()) {
                game.turn(Long.parseLong(line), arguments[3].equals("send"));
            }
        }
    }

    private void turn(long number, boolean sends) {
        if (!sends) {
            broadcast.begin();
        }
        Parent.say("ready");
        while (started.getAcquire() < number) {
            Thread.yield();
        }
        long start = System.nanoTime();
        long count = sends ? send(number) : receive(number);
        Parent.say("count=" + count + " nanos=" + (System.nanoTime() - start) + " sum=" + broadcast.sum());
    }

    private long send(long turn) {
        long count = 0;
        while (stopped.getAcquire() < turn) {
            for (int i = 0; i < BATCH; i++) {
                broadcast.send(count, count + 1, count + 2, count + 3);
                count++;
            }
        }
        return count;
    }

    private long receive(long turn) {
        long count = 0;
        while (stopped.getAcquire() < turn) {
            for (int i = 0; i < BATCH; i++) {
                if (broadcast.receive()) {
                    count++;
                } else {
                    Thread.yield();
                }
            }
        }
        return count;
    }
}
