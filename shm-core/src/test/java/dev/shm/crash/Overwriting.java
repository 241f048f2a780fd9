package dev.shm.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.ShmException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Row 19 of the fault matrix: processes work on an object, and something else writes random words over it. Each of their threads
 * counts its visits in a space that is sound, and has to go on whatever is written.
 */
public final class Overwriting {
    private static final int PAGE = 4096;
    private static final int ROUNDS_UNTIL_RESTORED = 8;
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Class<?> peer;
    private final int jvms;
    private final int threads;
    private final Path victim;
    private final Path sound;

    /**
     * Of one object.
     *
     * @param peer the main class of the processes, which {@linkplain #visit visits} it
     * @param jvms how many there are
     * @param threads how many visit in each of them
     * @param directory for the spaces
     */
    public Overwriting(Class<?> peer, int jvms, int threads, Path directory) {
        this.peer = peer;
        this.jvms = jvms;
        this.threads = threads;
        this.victim = directory.resolve("victim");
        this.sound = directory.resolve("sound");
    }

    /** {@return where the object's space is to be made, and closed, before it is overwritten} */
    public Path victim() {
        return victim;
    }

    // ---- a peer ----

    /** What a thread does again and again. */
    public interface Visit {
        /**
         * Once.
         *
         * @throws InterruptedException never
         */
        void make() throws InterruptedException;
    }

    /**
     * Visits until it is told that that is enough, and ends. A visit may fail with what the library says of such damage, but with
     * nothing else.
     *
     * @param arguments of the main class
     * @param alsoExpected how the message of an {@code IllegalStateException} begins that is no fault
     * @param visits a thread each
     * @throws InterruptedException never
     */
    public static void visit(String[] arguments, String alsoExpected, Visit... visits) throws InterruptedException {
        SharedSpace space = SharedSpace.open(Path.of(arguments[1]));
        int first = Integer.parseInt(arguments[2]);
        AtomicBoolean enough = new AtomicBoolean();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < visits.length; i++) {
            SharedLong rounds = SharedLong.open(space, name(first + i));
            Visit visit = visits[i];
            Thread thread = new Thread(() -> {
                while (!enough.get()) {
                    attempt(visit, alsoExpected);
                    rounds.incrementAndGet();
                }
            });
            haltOnFailure(thread);
            thread.start();
            all.add(thread);
        }
        Child.say("works");
        Child.awaitLine();
        enough.set(true);
        for (Thread thread : all) {
            thread.join();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void attempt(Visit visit, String alsoExpected) {
        try {
            visit.make();
        } catch (ShmException | IllegalMonitorStateException e) {
            Thread.onSpinWait(); // overwritten
        } catch (IllegalStateException e) {
            assertTrue(e.getMessage().startsWith(alsoExpected), e::toString);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Ends this JVM with an exit code that its parent notices if a thread fails.
     *
     * @param thread not started yet
     */
    public static void haltOnFailure(Thread thread) {
        thread.setUncaughtExceptionHandler((failed, e) -> {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
    }

    private static String name(int thread) {
        return "rounds-" + thread;
    }

    // ---- the test ----

    /**
     * Overwrites the object, word by word, while the peers visit it. Half of the words are among the first of it.
     *
     * @param random the chance
     * @param object its name in the space
     * @param hotWords how many words there are at the beginning, if it is that long, at which all of them look
     * @param rounds how many words are overwritten
     * @throws IOException if there is no such file
     */
    public void run(RandomGenerator random, String object, int hotWords, int rounds) throws IOException {
        try (SharedSpace space = SharedSpace.create(sound)) {
            List<SharedLong> progress = new ArrayList<>();
            for (int i = 0; i < jvms * threads; i++) {
                progress.add(SharedLong.create(space, name(i)));
            }
            List<ChildJvm> peers = new ArrayList<>();
            try {
                for (int i = 0; i < jvms; i++) {
                    peers.add(ChildJvm.start(peer, victim.toString(), sound.toString(), String.valueOf(i * threads)));
                }
                peers.forEach(each -> each.awaitLine("works"));
                run(random, victim.resolve(object), hotWords, rounds, progress, peers);
                for (ChildJvm each : peers) {
                    each.send("enough");
                    assertEquals(0, each.awaitExit(), each::errors);
                }
            } finally {
                peers.forEach(ChildJvm::close);
            }
        }
    }

    private static void run(
            RandomGenerator random,
            Path file,
            int hotWords,
            int rounds,
            List<SharedLong> progress,
            List<ChildJvm> peers)
            throws IOException {
        try (FileChannel object = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer memory = object.map(MapMode.READ_WRITE, 0, object.size());
            int bodyBytes = (int) object.size() - PAGE;
            for (int i = 0; i < rounds; i++) {
                int all = bodyBytes / Long.BYTES;
                int words = random.nextBoolean() ? Math.min(hotWords, all) : all;
                int at = PAGE + Long.BYTES * random.nextInt(words);
                String change = overwrite(memory, at, before -> other(random, before));
                awaitProgress(progress, peers, "round=" + i + ", at=" + (at - PAGE) + ", " + change);
                if (i % ROUNDS_UNTIL_RESTORED == ROUNDS_UNTIL_RESTORED - 1) {
                    object.write(ByteBuffer.allocate(bodyBytes), PAGE); // as when it was made
                }
            }
        }
    }

    /**
     * Overwrites a word in one step: else the word of an owner who has left meanwhile would be believed, too.
     *
     * @param memory mapped
     * @param at which word, in bytes
     * @param other makes the new word of the old one
     * @return what it was and is, for messages
     */
    public static String overwrite(ByteBuffer memory, int at, LongUnaryOperator other) {
        long before;
        long after;
        do {
            before = (long) WORD.getVolatile(memory, at);
            after = other.applyAsLong(before);
        } while (!WORD.compareAndSet(memory, at, before, after));
        return "before=" + Long.toHexString(before) + ", after=" + Long.toHexString(after);
    }

    /**
     * {@return a word by chance: any, nothing, all bits, a small one (most of all one of the numbers that states have), or the old one with one bit changed}
     * @param random the chance
     * @param before the old one
     */
    public static long other(RandomGenerator random, long before) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong();
            case 1 -> 0;
            case 2 -> -1;
            case 3 -> random.nextInt(1 << random.nextInt(17)); // as often below 4 as above 16,384
            default -> before ^ 1L << random.nextInt(Long.SIZE);
        };
    }

    /**
     * Waits until each thread has ended what it was about, and once more what it began behind the change.
     *
     * @param progress of each of them
     * @param peers their processes
     * @param what was changed, for messages
     */
    public static void awaitProgress(List<SharedLong> progress, List<ChildJvm> peers, String what) {
        long[] until = progress.stream().mapToLong(rounds -> rounds.get() + 2).toArray();
        HangGuard.await(
                "progress of all threads, which stand at " + progress + " of " + Arrays.toString(until) + ": " + what,
                () -> {
                    peers.forEach(each -> assertTrue(each.isAlive(), () -> what + "\n" + each.errors()));
                    for (int i = 0; i < until.length; i++) {
                        if (progress.get(i).get() < until[i]) {
                            return false;
                        }
                    }
                    return true;
                });
    }
}
