package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.value.SharedLongArray;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * JVMs that do the same work, again and again in several threads each, of which one at a time is killed and replaced. The
 * threads of all are numbered through; a member's are those from {@code member * THREADS} on.
 */
final class Crew implements AutoCloseable {
    static final int MEMBERS = 3;
    static final int THREADS = 2;
    static final int ALL_THREADS = MEMBERS * THREADS;
    /** For the victim: nobody is one. */
    static final int NOBODY = -1;

    private static final int LONGEST_PAUSE_MICROS = 20_000;
    private static volatile boolean ended; // in a member

    private final SharedSpace space;
    private final Class<?> main;
    private final SharedLongArray rounds;
    private final ChildJvm[] members = new ChildJvm[MEMBERS];
    private final Random random;

    /** What a thread of a member does. */
    @FunctionalInterface
    interface Work {
        /** Does it once more; says whether to go on. What it throws ends the process, and fails the test. */
        boolean round(int thread) throws Exception;
    }

    /** A crew that has not begun yet, so that what it works on can be made first. */
    Crew(SharedSpace space, Class<?> main, Random random) {
        this.space = space;
        this.main = main;
        this.random = random;
        rounds = SharedLongArray.create(space, "rounds", ALL_THREADS);
    }

    // ---- in the test ----

    void begin() {
        for (int member = 0; member < MEMBERS; member++) {
            replace(member);
        }
    }

    /** Who is to be killed next. */
    int nextVictim() {
        return random.nextInt(MEMBERS);
    }

    long pid(int member) {
        return members[member].pid();
    }

    /** All threads but those of one member. */
    static int[] threadsBut(int member) {
        return IntStream.range(0, ALL_THREADS)
                .filter(thread -> thread / THREADS != member)
                .toArray();
    }

    /** Kills one at any moment of its work, or, more often, at one of a kind if it comes soon. */
    void killAtRandom(int victim, BooleanSupplier moment) {
        long pause = TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MICROS));
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(pause);
        } else {
            long end = System.nanoTime() + pause;
            while (System.nanoTime() < end && !moment.getAsBoolean()) {
                Thread.onSpinWait(); // it may be over at once
            }
        }
        members[victim].kill();
        assertEquals(ChildJvm.KILLED, members[victim].awaitExit(), members[victim]::errors);
    }

    boolean owns(int member, InterProcessLock lock) {
        return lock.owner()
                .filter(owner -> owner.process().pid() == pid(member))
                .isPresent();
    }

    void replace(int member) {
        members[member] = ChildJvm.start(main, space.path().toString(), String.valueOf(member * THREADS));
    }

    /** Each thread of all but one does one round more. */
    void awaitProgress(int victim) {
        long[] before = rounds.toArray();
        for (int thread : threadsBut(victim)) {
            await("progress of thread " + thread, victim, () -> rounds.getVolatile(thread) > before[thread]);
        }
    }

    /** Waits for something that all but one have to live for. */
    void await(String what, int victim, BooleanSupplier condition) {
        HangGuard.await(what, () -> {
            for (int thread : threadsBut(victim)) {
                ChildJvm member = members[thread / THREADS];
                assertTrue(member.isAlive(), member::errors);
            }
            return condition.getAsBoolean();
        });
    }

    /** Tells all to end, and awaits that they do. */
    void end() {
        for (ChildJvm member : members) {
            member.endInput();
        }
        for (ChildJvm member : members) {
            assertEquals(0, member.awaitExit(), member::errors);
        }
    }

    @Override
    public void close() {
        for (ChildJvm member : members) {
            if (member != null) {
                member.close();
            }
        }
    }

    // ---- in its members ----

    /** The life of a member. */
    static void work(String[] arguments, Function<SharedSpace, Work> maker) throws InterruptedException {
        DeathWarnings.silence();
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            SharedLongArray rounds = SharedLongArray.open(space, "rounds");
            Work work = maker.apply(space);
            Thread[] threads = new Thread[THREADS];
            for (int i = 0; i < THREADS; i++) {
                int thread = Integer.parseInt(arguments[1]) + i;
                threads[i] = new Thread(() -> goOn(work, thread, rounds));
                threads[i].start();
            }
            Child.awaitLine();
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void goOn(Work work, int thread, SharedLongArray rounds) {
        try {
            while (work.round(thread)) {
                rounds.incrementAndGet(thread);
            }
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Whether it was told to end. Work whose threads wait for each other has to agree on another end. */
    static boolean isEnded() {
        return ended;
    }

    /** Long enough, now and then, for the others to fall asleep. */
    static void pause() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (random.nextInt(3) == 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(1, 200)));
        }
    }

    static void expect(String what, boolean holds) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
