package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import dev.shm.wait.WaitPoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Conditions between JVMs all of which live. */
@ExtendWith(LeakCheck.class)
class ConditionProcessesTest {
    private static final int ROUNDS = 2_000;
    private static final int ITEMS = 2_000;
    private static final String PORTABLE = "-D" + WaitPoints.PROPERTY + "=portable";

    @TempDir
    private Path directory;

    private final List<ChildJvm> children = new ArrayList<>();
    private SharedSpace space;
    private InterProcessLock lock;

    @BeforeEach
    void open() {
        Requirements.linux();
        space = SharedSpace.create(directory.resolve("space"));
        lock = ConditionPuppet.create(space, OwnerDeathPolicy.HAND_OVER);
    }

    @AfterEach
    void close() {
        children.forEach(ChildJvm::close);
        if (space != null) {
            space.close();
        }
    }

    private ChildJvm puppet() {
        children.add(ConditionPuppet.start(space));
        return children.get(children.size() - 1);
    }

    private void awaitWaiters(int index, int count) {
        HangGuard.await(count + " waiters", () -> lock.condition(index).waiters() == count);
    }

    private void signal(int index, int count) {
        HangGuard.run("signal", () -> {
            lock.lock();
            lock.condition(index).signal(count);
            lock.unlock();
        });
    }

    @Test
    void signal_oneByOne_letsReturnEach() {
        List<ChildJvm> puppets = List.of(puppet(), puppet());
        for (int i = 0; i < 4; i++) {
            ConditionPuppet.tell(puppets.get(i % 2), "wait 0");
            awaitWaiters(0, i + 1);
        }
        for (int left = 4; left > 0; left = lock.condition(0).waiters()) {
            int before = left;
            signal(0, 1);
            HangGuard.await("a waiter less", () -> lock.condition(0).waiters() < before);
        }
        for (int i = 0; i < 4; i++) {
            puppets.get(i % 2).awaitLine("woken 0");
        }
    }

    @Test
    void signal_countAndAll_noFewerReturn() {
        List<ChildJvm> puppets = List.of(puppet(), puppet(), puppet());
        for (int i = 0; i < 9; i++) {
            ConditionPuppet.tell(puppets.get(i % 3), "wait 5");
            awaitWaiters(5, i + 1);
        }
        signal(5, 4);
        HangGuard.await("4 of 9 returned", () -> lock.condition(5).waiters() <= 5);
        ConditionPuppet.tell(puppet(), "signalAll 5");
        awaitWaiters(5, 0);
        for (int i = 0; i < 9; i++) {
            puppets.get(i % 3).awaitLine("woken 5");
        }
    }

    @Test
    void signal_eightConditions_onlyItsOwnWaiterReturns() {
        ChildJvm waiting = puppet();
        ChildJvm signalling = puppet();
        List<Integer> order = new ArrayList<>(IntStream.range(0, 8).boxed().toList());
        for (int index : order) {
            ConditionPuppet.tell(waiting, "wait " + index);
            awaitWaiters(index, 1);
        }
        Collections.shuffle(order, Seeds.random("order"));
        for (int i = 0; i < order.size(); i++) {
            ConditionPuppet.tell(signalling, "signal " + order.get(i));
            waiting.awaitLine("woken " + order.get(i));
            for (int later : order.subList(i + 1, order.size())) {
                assertEquals(1, lock.condition(later).waiters());
            }
        }
    }

    @Test
    void signal_serializedCondition_isTheSameInOtherJvm() throws IOException {
        for (InterProcessCondition condition : List.of(lock.condition(2), lock.newCondition())) {
            Contender waiter = waiter(lock, condition);
            ConditionPuppet.tell(puppet(), "signalThis " + text(condition));
            waiter.close();
        }
    }

    private static String text(InterProcessCondition condition) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(condition);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static Contender waiter(InterProcessLock lock, InterProcessCondition condition) {
        Contender waiter = Contender.doing(() -> {
            lock.lock();
            try {
                condition.await();
            } finally {
                lock.unlock();
            }
            return true;
        });
        HangGuard.await("a waiter", () -> condition.waiters() == 1);
        return waiter;
    }

    // ---- ping-pong and a buffer ----

    @Test
    void await_pingPong_everyTurnIsPlayed() {
        pingPong();
    }

    @Test
    void await_pingPongWithPortableWait_everyTurnIsPlayed() {
        pingPong(PORTABLE);
    }

    @Test
    void await_pingPongNativeAccessDenied_everyTurnIsPlayed() {
        if (Runtime.version().feature() >= 24) {
            pingPong("--illegal-native-access=deny");
        }
    }

    private void pingPong(String... options) {
        int rounds = options.length == 0 ? ROUNDS : ROUNDS / 20;
        try (ChildJvm one = player(0, rounds, options);
                ChildJvm two = player(1, rounds)) {
            assertEquals(0, one.awaitExit(), one::errors);
            assertEquals(0, two.awaitExit(), two::errors);
        }
        assertEquals(2L * rounds, SharedLong.open(space, "turn").get());
    }

    private ChildJvm player(int own, int rounds, String... options) {
        return ChildJvm.of(Player.class, space.path().toString(), String.valueOf(own), String.valueOf(rounds))
                .options(options)
                .start();
    }

    /** Plays when it is its turn. */
    static final class Player {
        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                int own = Integer.parseInt(arguments[1]);
                SharedLong turn = SharedLong.openOrCreate(space, "turn");
                InterProcessLock lock = InterProcessLock.open(space, ConditionPuppet.LOCK);
                InterProcessCondition changed = lock.newCondition();
                for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                    lock.lock();
                    changed.awaitUntil(() -> turn.get() % 2 == own);
                    turn.set(turn.get() + 1);
                    changed.signal();
                    lock.unlock();
                }
            }
        }
    }

    @Test
    void await_bufferOfTwoProducersAndTwoConsumers_totalsAreExact() {
        SharedLong size = SharedLong.create(space, "size");
        SharedLong sum = SharedLong.create(space, "sum");
        List<ChildJvm> workers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                String task = i < 2 ? "put" : "take";
                workers.add(ChildJvm.start(Trader.class, space.path().toString(), task));
            }
            for (ChildJvm worker : workers) {
                assertEquals(0, worker.awaitExit(), worker::errors);
            }
        } finally {
            workers.forEach(ChildJvm::close);
        }
        assertEquals(0, size.get());
        assertEquals((long) ITEMS * (ITEMS + 1), sum.get());
        assertEquals(0, lock.deaths());
        assertEquals(0, lock.condition(0).waiters());
        assertEquals(0, lock.condition(1).waiters());
    }

    /** Puts numbers into a buffer of three, or takes as many out of it. */
    static final class Trader {
        private static final int ROOM = 3;

        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                InterProcessLock lock = InterProcessLock.open(space, ConditionPuppet.LOCK);
                InterProcessCondition notFull = lock.newCondition();
                InterProcessCondition notEmpty = lock.newCondition();
                SharedLong size = SharedLong.open(space, "size");
                SharedLong sum = SharedLong.open(space, "sum");
                SharedLong[] slots = new SharedLong[ROOM];
                for (int i = 0; i < ROOM; i++) {
                    slots[i] = SharedLong.openOrCreate(space, "slot-" + i);
                }
                for (int i = 1; i <= ITEMS; i++) {
                    lock.lock();
                    if (arguments[1].equals("put")) {
                        notFull.awaitUntil(() -> size.get() < ROOM);
                        slots[(int) size.getAndIncrement()].set(i);
                        notEmpty.signal();
                    } else {
                        notEmpty.awaitUntil(() -> size.get() > 0);
                        sum.addAndGet(slots[(int) size.decrementAndGet()].get());
                        notFull.signal();
                    }
                    lock.unlock();
                }
                Child.say("done");
            }
        }
    }
}
