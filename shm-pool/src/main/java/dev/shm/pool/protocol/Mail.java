package dev.shm.pool.protocol;

import dev.shm.locks.InterProcessEvent;
import dev.shm.process.ProcessTable;
import dev.shm.queues.ConsumerDeathPolicy;
import dev.shm.queues.SharedQueue;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The space that a pool shares with its workers: a queue of tasks, one of what becomes of them, a {@link Board}, and a bell for each
 * worker. What is too long for the queues lies in files beside them.
 *
 * <p>Threads: any. Processes: the pool and its workers. Progress: blocking. Peer crash: as of the queues; a file that was half
 * written is removed by the pool. Allocation: the messages.
 */
public final class Mail implements AutoCloseable {
    /** The name of the file in which that is which each worker runs before its first task. */
    public static final String INITIALIZER = "initializer";

    /** The name of the file in which a pool says what it is called. */
    public static final String LABEL = "pool";

    /** How long a message may be to lie in a queue. */
    static final int MOST_BYTES_IN_QUEUE = 8 * 1024;

    private static final int LEAST_TASKS = 64;
    private static final int TASKS_PER_WORKER = 4;
    private static final int PIECE_BYTES = 256 * 1024;
    private static final String TASKS = "tasks";
    private static final String RESULTS = "results";

    private final SharedSpace space;
    private final SharedQueue<Frame> tasks;
    private final SharedQueue<Frame> results;
    private final Board board;

    private Mail(SharedSpace space, SharedQueue<Frame> tasks, SharedQueue<Frame> results, Board board) {
        this.space = space;
        this.tasks = tasks;
        this.results = results;
        this.board = board;
    }

    /**
     * Makes one. Workers may have been started already: they wait for the board, which comes last.
     *
     * @param space a new one
     * @param workers how many there will be at most
     * @return the side of the pool; closing it closes the space
     */
    public static Mail create(SharedSpace space, int workers) {
        // One that has told what became of a task keeps the room of that task for a moment: hence more room than
        // workers.
        long capacity = Math.max(LEAST_TASKS, (long) TASKS_PER_WORKER * workers);
        long bytes = capacity * MOST_BYTES_IN_QUEUE;
        FrameCodec codec = new FrameCodec();
        return new Mail(
                space,
                SharedQueue.create(space, TASKS, codec, capacity, bytes, ConsumerDeathPolicy.REDELIVER_IN_SILENCE),
                SharedQueue.create(space, RESULTS, codec, capacity, bytes),
                Board.create(space, workers, ProcessTable.ownPid()));
    }

    /**
     * Opens one.
     *
     * @param space where it is
     * @return the side of a worker
     * @throws NotFoundException if it is not made yet
     */
    public static Mail open(SharedSpace space) {
        Board board = Board.open(space);
        FrameCodec codec = new FrameCodec();
        return new Mail(space, SharedQueue.open(space, TASKS, codec), SharedQueue.open(space, RESULTS, codec), board);
    }

    /** {@return the space in which all of it lies} */
    public SharedSpace space() {
        return space;
    }

    /** {@return what the workers take} */
    public SharedQueue<Frame> tasks() {
        return tasks;
    }

    /** {@return what the pool takes} */
    public SharedQueue<Frame> results() {
        return results;
    }

    /** {@return what each worker is about} */
    public Board board() {
        return board;
    }

    /**
     * {@return what makes a worker look at the board}
     * @param worker its number
     */
    public InterProcessEvent bell(int worker) {
        return InterProcessEvent.openOrCreate(space, "bell-" + worker);
    }

    // ---- bytes ----

    /**
     * A message of some bytes, which are in a file from here on if they are too long.
     *
     * @param kind what it says
     * @param worker who says it
     * @param id of the task
     * @param parts its bytes, one part behind the other; they may be large, and are not joined in memory then
     * @return the message
     * @throws IOException if there is no room for the file
     */
    public Frame frame(Frame.Kind kind, int worker, long id, byte[]... parts) throws IOException {
        long length = length(parts);
        if (length <= MOST_BYTES_IN_QUEUE - Long.BYTES * 2) {
            return new Frame(kind, worker, id, false, parts.length == 1 ? parts[0] : join(parts, (int) length));
        }
        write(file(kind, id), parts);
        return new Frame(kind, worker, id, true, new byte[0]);
    }

    private static long length(byte[]... parts) {
        long length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        return length;
    }

    private static byte[] join(byte[][] parts, int length) {
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    /**
     * {@return the bytes of a message, wherever they lie}
     * @param frame the message
     * @throws IOException if the file is gone or can't be read
     */
    public byte[] bytes(Frame frame) throws IOException {
        return frame.spilled() ? read(file(frame.kind(), frame.id())) : frame.payload();
    }

    /**
     * {@return the bytes of a message that nobody else reads: its file, if there is one, is removed}
     * @param frame the message
     * @throws IOException if the file is gone or can't be read
     */
    public byte[] take(Frame frame) throws IOException {
        byte[] bytes = bytes(frame);
        if (frame.spilled()) {
            discard(frame.kind(), frame.id());
        }
        return bytes;
    }

    /**
     * Removes the file of a message, if there is one.
     *
     * @param kind what it says
     * @param id of the task
     */
    public void discard(Frame.Kind kind, long id) {
        discard(file(kind, id));
    }

    /**
     * Where bytes lie that all workers read.
     *
     * @param name of the file; no object has such a name
     * @return the file, there or not
     */
    public Path file(String name) {
        return file(space, name);
    }

    /**
     * The same, before there is a mail.
     *
     * @param space in which it will be
     * @param name of the file
     * @return the file, there or not
     */
    public static Path file(SharedSpace space, String name) {
        return space.path().resolve(name + ".bytes");
    }

    private Path file(Frame.Kind kind, long id) {
        return file(kind.name().toLowerCase(Locale.ROOT) + "-" + id);
    }

    /**
     * Writes a file.
     *
     * @param file which one
     * @param parts what, one part behind the other
     * @throws IOException if there is no room; nothing is left behind
     */
    public static void write(Path file, byte[]... parts) throws IOException {
        // Not by a channel: an interrupt would close it. In pieces: a stream copies what it is given outside of the
        // heap first.
        try (OutputStream out = new FileOutputStream(file.toFile())) {
            for (byte[] part : parts) {
                for (int at = 0; at < part.length; at += PIECE_BYTES) {
                    out.write(part, at, Math.min(PIECE_BYTES, part.length - at));
                }
            }
        } catch (IOException e) {
            discard(file);
            throw new IOException(
                    "no room for what is to be sent: file=" + file + ", bytes=" + length(parts) + ", because=" + e, e);
        }
    }

    /**
     * {@return the bytes of a file}
     * @param file which one
     * @throws IOException if it is gone or can't be read
     */
    public byte[] read(Path file) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(Files.size(file))];
        try (InputStream in = new FileInputStream(file.toFile())) {
            for (int at = 0; at < bytes.length; ) {
                int read = in.read(bytes, at, Math.min(PIECE_BYTES, bytes.length - at));
                if (read < 0) {
                    throw new IOException("cut short: file=" + file + ", bytes=" + at + " of " + bytes.length);
                }
                at += read;
            }
        }
        return bytes;
    }

    /**
     * Removes a file if it is there.
     *
     * @param file which one
     */
    public static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            // The space is gone, and the file with it.
        } catch (IOException e) {
            System.getLogger("dev.shm.pool").log(System.Logger.Level.DEBUG, "not removed: " + file, e);
        }
    }

    /** Leaves the space; the last one out removes it. */
    @Override
    public void close() {
        space.close();
    }

    /**
     * Says something to the pool, whatever interrupts there are.
     *
     * @param frame the message
     */
    public void report(Frame frame) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (results.offer(frame, Long.MAX_VALUE, TimeUnit.NANOSECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
