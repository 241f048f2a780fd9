package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.ShmException;
import dev.shm.crash.Overwriting;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 19 of the fault matrix: while processes work on a lock, something else writes random words over it, and over the slots
 * of these processes. They get exceptions, or repair it; nobody hangs, and another space is unharmed.
 */
@ExtendWith(LeakCheck.class)
class OverwrittenMemoryTest {
    private static final int JVMS = 2;
    private static final int THREADS = 2;
    private static final int ROUNDS_PER_BATCH = 2_000;
    private static final int ROUNDS_UNTIL_RESTORED = 8;
    private static final int PAGE = 4096;
    private static final int SLOTS_OFFSET = 8192;
    private static final int SLOT_LENGTH = 512;
    private static final int SLOTS_IN_USE = JVMS + 2;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    /** Locks both locks, again and again, and counts what it has done in the space that is not overwritten. */
    static final class Peer {
        private static volatile boolean enough;
        private static int count;

        public static void main(String[] arguments) throws InterruptedException {
            DeathWarnings.silence();
            SharedSpace victim = SharedSpace.open(Path.of(arguments[0]));
            SharedSpace sound = SharedSpace.open(Path.of(arguments[1]));
            InterProcessLock lock = InterProcessLock.open(victim, "lock");
            SharedLong sum = SharedLong.open(sound, "sum");
            InterProcessLock sumLock = InterProcessLock.of(sum);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                SharedLong rounds = SharedLong.open(sound, "rounds-" + (Integer.parseInt(arguments[2]) + i));
                Thread thread = new Thread(() -> {
                    while (!enough) {
                        visit(lock);
                        sumLock.lock();
                        sum.set(sum.get() + 1);
                        count++;
                        sumLock.unlock();
                        rounds.incrementAndGet();
                    }
                });
                Overwriting.haltOnFailure(thread);
                thread.start();
                threads.add(thread);
            }
            Child.say("works");
            Child.awaitLine();
            enough = true;
            for (Thread thread : threads) {
                thread.join();
            }
            Child.say("count " + count);
            Runtime.getRuntime().halt(0);
        }

        /** May fail with what the library says of such damage, but with nothing else. */
        private static void visit(InterProcessLock lock) {
            try {
                lock.lock();
                try {
                    Thread.yield();
                } finally {
                    lock.unlock();
                }
                if (lock.tryLock(1, TimeUnit.MILLISECONDS)) {
                    lock.unlock();
                }
                lock.deaths();
                lock.lastDeath().ifPresent(Object::toString);
                lock.owner().ifPresent(Object::toString);
                lock.waiters();
            } catch (ShmException | IllegalMonitorStateException e) {
                // Overwritten; or another thread of this process got what was overwritten with "free".
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void overwrite_100Words_nobodyHangsAndOthersAreUnharmed() throws IOException {
        overwrite(100);
    }

    @Tag("long")
    @Test
    void overwrite_1000Words_nobodyHangsAndOthersAreUnharmed() throws IOException {
        overwrite(1_000);
    }

    @Tag("nightly")
    @Test
    void overwrite_100000Words_nobodyHangsAndOthersAreUnharmed() throws IOException {
        overwrite(100_000);
    }

    private void overwrite(int rounds) throws IOException {
        RandomGenerator random = Seeds.splittable("overwrite");
        for (int done = 0; done < rounds; done += ROUNDS_PER_BATCH) {
            batch(random, Math.min(ROUNDS_PER_BATCH, rounds - done), directory.resolve("batch-" + done));
        }
    }

    private static void batch(RandomGenerator random, int rounds, Path path) throws IOException {
        Path victim = path.resolveSibling(path.getFileName() + "-victim");
        try (SharedSpace space = SharedSpace.create(victim)) {
            InterProcessLock.create(space, "lock");
        }
        try (SharedSpace sound = SharedSpace.create(path)) {
            SharedLong sum = SharedLong.create(sound, "sum");
            List<SharedLong> progress = new ArrayList<>();
            for (int i = 0; i < JVMS * THREADS; i++) {
                progress.add(SharedLong.create(sound, "rounds-" + i));
            }
            List<ChildJvm> peers = new ArrayList<>();
            try {
                for (int i = 0; i < JVMS; i++) {
                    peers.add(ChildJvm.start(
                            Peer.class, victim.toString(), path.toString(), String.valueOf(i * THREADS)));
                }
                peers.forEach(peer -> peer.awaitLine("works"));
                overwrite(random, rounds, victim, progress, peers);
                long count = 0;
                for (ChildJvm peer : peers) {
                    peer.send("enough");
                    String line = peer.awaitLine("count ");
                    count += Long.parseLong(line.substring("count ".length()));
                    assertEquals(0, peer.awaitExit(), peer::errors);
                }
                assertEquals(count, sum.get());
            } finally {
                peers.forEach(ChildJvm::close);
            }
        }
    }

    private static void overwrite(
            RandomGenerator random, int rounds, Path victim, List<SharedLong> progress, List<ChildJvm> peers)
            throws IOException {
        try (FileChannel lock = open(victim.resolve("lock"));
                FileChannel table = open(victim.resolve(".processes"))) {
            // Zeros, as when it was made: the words of one who owns it would be believed as long as that process lives.
            ByteBuffer freshLock = ByteBuffer.allocate((int) lock.size() - PAGE);
            ByteBuffer slots = read(table, SLOTS_OFFSET, SLOTS_IN_USE * SLOT_LENGTH);
            ByteBuffer mappedLock = lock.map(MapMode.READ_WRITE, 0, lock.size());
            ByteBuffer mappedTable = table.map(MapMode.READ_WRITE, 0, table.size());
            for (int i = 0; i < rounds; i++) {
                boolean inTable = random.nextInt(4) == 0;
                long start = inTable ? SLOTS_OFFSET : PAGE;
                int length = inTable ? slots.capacity() : freshLock.capacity();
                // Half of them hit the first words: the word itself, or a slot's incarnation, and what is beside it.
                int words = random.nextBoolean() ? 8 : length / Long.BYTES;
                long at = start + (long) Long.BYTES * random.nextInt(words);
                ByteBuffer memory = inTable ? mappedTable : mappedLock;
                String change = Overwriting.overwrite(memory, (int) at, before -> Overwriting.other(random, before));
                Overwriting.awaitProgress(
                        progress,
                        peers,
                        "round=" + i + ", file=" + (inTable ? "table" : "lock") + ", at=" + at + ", " + change);
                if (i % ROUNDS_UNTIL_RESTORED == ROUNDS_UNTIL_RESTORED - 1) {
                    table.write(slots.duplicate(), SLOTS_OFFSET);
                    lock.write(freshLock.duplicate(), PAGE);
                }
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, at);
        return bytes.flip();
    }
}
