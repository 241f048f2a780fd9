package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.AeronDriver;
import dev.shm.benchmarks.workers.MemoryFiles;
import dev.shm.benchmarks.workers.Messaging;
import dev.shm.benchmarks.workers.Messaging.Medium;
import dev.shm.queues.Codecs;
import dev.shm.queues.SharedChannel;
import dev.shm.queues.SharedChannel.Producers;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * JVMs that put messages into a ring or a queue in shared memory, and one that gets them. What counts is how many that one gets from the
 * start to the stop.
 */
final class MessagingJvms implements Candidate {
    static final String KEY = "messages_per_s";

    private static final int WARM_UP_TURNS = 8;
    private static final int RING_BYTES = 1 << 20;
    private static final long MEGABYTE = 1 << 20;
    private static final long KEPT_BYTES = 2048 * MEGABYTE;
    private static final int STRINGS = 1024;
    private static final int STRING_BYTES = 104;

    private final Medium medium;
    private final int producers;
    private final int lengthBytes;
    private final List<Worker> workers = new ArrayList<>(); // who gets comes first
    private SharedSpace space;
    private SharedLong started;
    private SharedLong stopped;
    private SharedLong total;
    private Path folder; // of what is not ours
    private Worker driver;

    /**
     * JVMs, not started yet.
     *
     * @param medium what the messages go through
     * @param producers how many put messages
     */
    MessagingJvms(Medium medium, int producers) {
        this(medium, producers, 0);
    }

    /**
     * JVMs whose messages are arrays, not started yet.
     *
     * @param medium what the messages go through
     * @param producers how many put messages
     * @param lengthBytes of each of them
     */
    MessagingJvms(Medium medium, int producers, int lengthBytes) {
        this.medium = medium;
        this.producers = producers;
        this.lengthBytes = lengthBytes;
    }

    @Override
    public void prepare() throws Exception {
        space = SharedSpace.temporary();
        started = SharedLong.create(space, "started");
        stopped = SharedLong.create(space, "stopped");
        total = SharedLong.create(space, "put");
        SharedChannel.create(space, "channel", RING_BYTES, producers == 1 ? Producers.ONE : Producers.MANY);
        folder = MemoryFiles.folder();
        Files.write(folder.resolve("ring"), new byte[RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH]);
        SharedQueue.create(space, "queue", Codecs.strings(), STRINGS, STRINGS * STRING_BYTES);
        SharedQueue.create(space, "arrays", Codecs.byteArrays(), STRINGS, RING_BYTES);
        if (medium == Medium.AERON_BYTES) {
            driver = Worker.start(
                    medium.options(), AeronDriver.class, folder.resolve("aeron").toString());
            driver.await("here");
        }
        if (medium == Medium.CHRONICLE_BYTES) {
            requireMemory();
        }
        for (int i = 0; i <= producers; i++) {
            workers.add(Worker.start(
                    medium.options(),
                    Messaging.class,
                    space.path().toString(),
                    medium.name(),
                    folder.toString(),
                    Integer.toString(i),
                    Integer.toString(lengthBytes)));
        }
        for (Worker worker : workers) {
            worker.await("here");
        }
        // As long as it takes until all of them run compiled code.
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            turn(Effort.QUICK);
        }
    }

    /** It keeps all messages of a turn. */
    private void requireMemory() throws IOException, MissingException {
        if (Files.getFileStore(folder).getUsableSpace() < KEPT_BYTES) {
            throw new MissingException(
                    "needs " + KEPT_BYTES / MEGABYTE + " MB of free memory at " + folder.getParent());
        }
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        long turn = started.get() + 1;
        total.set(Long.MAX_VALUE);
        for (Worker worker : workers) {
            worker.send(Long.toString(turn));
        }
        for (Worker worker : workers) {
            worker.await("ready");
        }
        started.set(turn);
        TimeUnit.MILLISECONDS.sleep(effort.runMillis());
        stopped.set(turn);

        long put = 0;
        for (Worker worker : workers.subList(1, workers.size())) {
            put += (long) Reading.parse(worker.await("")).get("count");
        }
        total.set(put);
        Reading got = Reading.parse(workers.get(0).await(""));
        double all = Reading.parse(workers.get(0).await("")).get("all");
        if (all != put) {
            throw new IllegalStateException("other messages came than were put: put=" + put + ", came=" + all);
        }
        return Reading.of(KEY, got.get("count") * 1e9 / (got.get("end") - got.get("start")));
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
        workers.clear();
        if (driver != null) {
            driver.close();
            driver = null;
        }
        if (space != null) {
            space.close();
        }
        try {
            if (folder != null) {
                MemoryFiles.delete(folder);
                folder = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
