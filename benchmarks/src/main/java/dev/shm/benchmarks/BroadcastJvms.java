package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.Broadcasting;
import dev.shm.benchmarks.workers.PeerOptions;
import dev.shm.queues.SharedTopic;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;

/** One JVM that sends and two that receive, by a topic or by Agrona's broadcast buffer, with the flags that that one needs. */
final class BroadcastJvms implements Candidate {
    static final String SENT_KEY = "sent_per_s";
    static final String RECEIVED_KEY = "received_per_s";

    private static final int RECEIVERS = 2;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int WARM_UP_TURNS = 7;

    private final boolean ours;
    private final List<Worker> workers = new ArrayList<>();
    private SharedSpace space;
    private SharedLong started;
    private SharedLong stopped;

    /**
     * JVMs, not started yet.
     *
     * @param ours whether by a topic
     */
    BroadcastJvms(boolean ours) {
        this.ours = ours;
    }

    @Override
    public void prepare() throws Exception {
        space = SharedSpace.temporary();
        started = SharedLong.create(space, "started");
        stopped = SharedLong.create(space, "stopped");
        Path shared = ours ? topic() : buffer();
        for (int i = 0; i <= RECEIVERS; i++) {
            workers.add(Worker.start(
                    ours ? List.of() : List.of(PeerOptions.AGRONA),
                    Broadcasting.class,
                    space.path().toString(),
                    ours ? "ours" : "theirs",
                    shared.toString(),
                    i == 0 ? "send" : "receive"));
        }
        for (Worker worker : workers) {
            worker.await("here");
        }
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            turn(Effort.QUICK);
        }
    }

    private Path topic() {
        SharedTopic.create(space, "topic", Broadcasting.codec(), BUFFER_BYTES, SlowSubscribers.LAP);
        return space.path();
    }

    /** A file that is gone with the space. */
    private Path buffer() throws IOException {
        Path file = space.path().resolve("agrona");
        Files.write(file, new byte[BUFFER_BYTES + BroadcastBufferDescriptor.TRAILER_LENGTH]);
        return file;
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        long turn = started.get() + 1;
        for (Worker worker : workers) {
            worker.send(Long.toString(turn));
        }
        for (Worker worker : workers) {
            worker.await("ready");
        }
        started.set(turn);
        TimeUnit.MILLISECONDS.sleep(effort.runMillis());
        stopped.set(turn);
        double sent = 0;
        double received = 0;
        for (int i = 0; i <= RECEIVERS; i++) {
            Reading reading = Reading.parse(workers.get(i).await(""));
            double perSecond = reading.get("count") * 1e9 / reading.get("nanos");
            if (i == 0) {
                sent = perSecond;
            } else {
                received += perSecond;
            }
        }
        return new Reading(Map.of(SENT_KEY, sent, RECEIVED_KEY, received));
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
        workers.clear();
        if (space != null) {
            space.close();
        }
    }
}
