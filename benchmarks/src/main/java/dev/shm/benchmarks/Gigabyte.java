package dev.shm.benchmarks;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLongArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A gigabyte in memory: made, and read for the first time, as an array of longs and as a file. */
final class Gigabyte {
    static final String KEY = "ns_per_gigabyte";

    private static final long BYTES = 1L << 30;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final String ARRAY = "array";
    private static final String FILE = "file";

    private Gigabyte() {}

    /** What is done with it, and what it gives up before the next time. */
    private interface Use {
        void in(Path folder) throws IOException;
    }

    /** {@return a new array, all zero} */
    static Candidate newArray() {
        return new InFolder(
                folder -> {},
                folder -> {
                    try (SharedSpace space = SharedSpace.openOrCreate(folder.resolve("space"))) {
                        SharedLongArray.create(space, ARRAY, BYTES / Long.BYTES);
                    }
                },
                folder -> SharedSpace.delete(folder.resolve("space")));
    }

    /** {@return a new file of as many zero bytes} */
    static Candidate newFile() {
        return new InFolder(folder -> {}, Gigabyte::writeFile, folder -> Files.delete(folder.resolve(FILE)));
    }

    /** {@return one long of each page of an array that is there, each time by a new mapping} */
    static Candidate eachPageOfArray() {
        return new InFolder(
                folder -> {
                    try (SharedSpace space = SharedSpace.openOrCreate(folder.resolve("space"))) {
                        SharedLongArray.create(space, ARRAY, BYTES / Long.BYTES);
                    }
                },
                folder -> {
                    try (SharedSpace space = SharedSpace.open(folder.resolve("space"))) {
                        SharedLongArray array = SharedLongArray.open(space, ARRAY);
                        for (long i = 0; i < array.length(); i += 512) {
                            if (array.get(i) != 0) {
                                throw new IllegalStateException("not zero: index=" + i);
                            }
                        }
                    }
                },
                folder -> {});
    }

    /** {@return all bytes of a file, read into a buffer} */
    static Candidate allOfFile() {
        return new InFolder(Gigabyte::writeFile, Gigabyte::readFile, folder -> {});
    }

    private static void writeFile(Path folder) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK_BYTES);
        try (FileChannel channel =
                FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < BYTES; at += CHUNK_BYTES) {
                channel.write(zeros.clear());
            }
        }
    }

    private static void readFile(Path folder) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK_BYTES);
        try (FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.READ)) {
            while (channel.read(bytes.clear()) > 0) {
                continue;
            }
        }
    }

    /** In a folder of its own, in memory where that is to be had. */
    private static final class InFolder implements Candidate {
        private final Use before;
        private final Use measured;
        private final Use after;
        private Path folder;

        InFolder(Use before, Use measured, Use after) {
            this.before = before;
            this.measured = measured;
            this.after = after;
        }

        @Override
        public void prepare() throws Exception {
            Path memory = Path.of("/dev/shm");
            if (!Files.isWritable(memory) || memory.toFile().getUsableSpace() < 3 * BYTES) {
                throw new MissingException("3 GB of memory are not free in /dev/shm; make them so");
            }
            folder = Files.createTempDirectory(memory, "bench-gigabyte-");
            before.in(folder);
            turn(Effort.QUICK);
        }

        @Override
        public Reading turn(Effort effort) throws Exception {
            System.gc(); // unmaps what was closed
            long start = System.nanoTime();
            measured.in(folder);
            long nanos = System.nanoTime() - start;
            after.in(folder);
            return Reading.of(KEY, nanos);
        }

        @Override
        public void close() {
            if (folder == null) {
                return;
            }
            try {
                SharedSpace.delete(folder.resolve("space"));
                Files.deleteIfExists(folder.resolve(FILE));
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                folder = null;
            }
        }
    }
}
