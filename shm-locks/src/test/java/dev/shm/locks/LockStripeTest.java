package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.robust.PoisonedLockException;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What locks of a stripe have of their own; what they have of every lock is in the contract. */
@ExtendWith(LeakCheck.class)
class LockStripeTest {
    private static final int SIZE = 20_000;

    private final SharedSpace space = SharedSpace.temporary();
    private final LockStripe stripe = LockStripe.create(space, "stripe", SIZE);

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @AfterEach
    void closeSpace() {
        space.close();
    }

    @Test
    void create_eachTakes64Bytes() throws IOException {
        assertEquals(SIZE, stripe.size());
        assertEquals(4096 + 64L * SIZE, Files.size(space.path().resolve("stripe")));
        assertTrue(stripe.toString().endsWith("stripe, size=" + SIZE), stripe.toString());
    }

    @Test
    void locks_ofOtherNumbers_areIndependent() {
        InterProcessLock first = stripe.getAt(0);
        InterProcessLock last = stripe.getAt(SIZE - 1);
        first.lock();
        HangGuard.threads(1, index -> {
            assertFalse(stripe.getAt(0).tryLock());
            assertTrue(last.tryLock());
            last.unlock();
        });
        assertEquals(1, stripe.getAt(0).getHoldCount());
        assertEquals("stripe[0]", first.name());
        assertTrue(first.toString().contains("stripe[0]"), first.toString());
        stripe.getAt(0).unlock();
        assertFalse(first.isLocked());
        assertEquals(1, first.acquisitions());
    }

    /** Part of the file format: processes of whatever version have to agree. */
    @Test
    void get_key_isTheSameInEveryVersion() {
        assertEquals("stripe[0]", stripe.get(0).name());
        assertEquals("stripe[14088]", stripe.get(1).name());
        assertEquals("stripe[7867]", stripe.get(-1).name());
        assertEquals("stripe[19944]", stripe.get("ACME").name());
        assertNotEquals(stripe.get(1).name(), stripe.get(2).name());
        LockStripe one = LockStripe.create(space, "one", 1);
        assertEquals("one[0]", one.get("ACME").name());
        assertEquals("one[0]", one.get(Long.MIN_VALUE).name());
    }

    @Test
    void bulkGet_keysInAnyOrder_sameLocksInSameOrder() {
        List<String> there =
                stripe.bulkGet(1, 2, 3, 2).stream().map(InterProcessLock::name).toList();
        List<String> back =
                stripe.bulkGet(3, 2, 1).stream().map(InterProcessLock::name).toList();
        assertEquals(3, there.size());
        assertEquals(there, back);
        assertEquals(1, stripe.bulkGet(List.of("a", "a")).size());
        assertEquals(List.of(), stripe.bulkGet());
    }

    @Test
    void newCondition_isRefused() {
        InterProcessLock lock = stripe.getAt(3);
        String message = assertThrows(UnsupportedOperationException.class, lock::newCondition)
                .getMessage();
        assertTrue(message.contains("InterProcessLock"), message);
        assertThrows(UnsupportedOperationException.class, lock::newCondition);
        assertThrows(UnsupportedOperationException.class, () -> lock.condition(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, SIZE, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void getAt_noSuchLock_isRefused(int index) {
        String message = assertThrows(IndexOutOfBoundsException.class, () -> stripe.getAt(index))
                .getMessage();
        assertTrue(message.contains("index=" + index) && message.contains("0 to " + (SIZE - 1)), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, (1 << 26) + 1, Integer.MAX_VALUE})
    void create_badSize_isRefusedAndNothingIsMade(int size) {
        String message = assertThrows(IllegalArgumentException.class, () -> LockStripe.create(space, "other", size))
                .getMessage();
        assertTrue(message.contains("size=" + size), message);
        assertFalse(Files.exists(space.path().resolve("other")));
    }

    @Test
    void open_somethingElse_isRefused() {
        InterProcessLock.create(space, "lock");
        assertThrows(InvalidFileException.class, () -> LockStripe.open(space, "lock"));
        assertThrows(InvalidFileException.class, () -> InterProcessLock.open(space, "stripe"));
        assertThrows(InvalidFileException.class, () -> LockStripe.openOrCreate(space, "stripe", SIZE + 1));
        assertThrows(
                InvalidFileException.class,
                () -> LockStripe.openOrCreate(space, "stripe", SIZE, OwnerDeathPolicy.POISON));
        assertThrows(AlreadyExistsException.class, () -> LockStripe.create(space, "stripe", SIZE));
        assertEquals(SIZE, LockStripe.open(space, "stripe").size());
    }

    @Test
    void serialized_lockAndStripe_areTheSame() throws Exception {
        InterProcessLock lock = stripe.getAt(7);
        lock.lock();
        assertEquals(1, copy(lock).getHoldCount());
        assertEquals(1, copy(stripe).getAt(7).getHoldCount());
        assertEquals(0, copy(stripe).getAt(8).getHoldCount());
        lock.unlock();
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    /** Of many used locks one is owned by a thread that has ended: others in other processes must not wait for it. */
    @Test
    void threadEnds_ownerOfOneOfMany_isFoundOutByItself() throws Exception {
        for (int i = 0; i < SIZE; i++) {
            stripe.getAt(i).lock();
            stripe.getAt(i).unlock();
        }
        Thread thread = new Thread(stripe.getAt(SIZE - 1)::lock);
        thread.start();
        thread.join();
        try (ChildJvm child =
                ChildJvm.start(Other.class, space.path().toString(), String.valueOf(SIZE - 1), String.valueOf(SIZE))) {
            child.awaitLine("locked");
        }
        assertEquals(1, stripe.getAt(SIZE - 1).deaths());
        assertEquals(
                ProcessHandle.current().pid(),
                stripe.getAt(SIZE - 1).lastDeath().orElseThrow().pid());
    }

    @Test
    void kill_ownerOfOne_isInheritedFromAndPoisonsOnlyThat() throws Exception {
        LockStripe poisoning = LockStripe.create(space, "poisoning", SIZE, OwnerDeathPolicy.POISON);
        long pid;
        try (ChildJvm child = ChildJvm.start(Other.class, space.path().toString(), "5", String.valueOf(SIZE), "hold")) {
            child.awaitLine("locked");
            pid = child.pid();
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    HangGuard.await("somebody sleeps", () -> stripe.getAt(5).waiters() == 1);
                    child.kill();
                } else {
                    stripe.getAt(5).lock();
                    assertEquals(pid(stripe), child.pid());
                    stripe.getAt(5).unlock();
                }
            });
        }
        assertThrows(PoisonedLockException.class, poisoning.getAt(5)::lock);
        assertEquals(pid, pid(poisoning));
        poisoning.getAt(4).lock();
        poisoning.getAt(4).unlock();
    }

    private static long pid(LockStripe of) {
        return of.getAt(5).lastDeath().orElseThrow().pid();
    }

    @Test
    void close_oneIsHeld_isRefusedAndChangesNothing() {
        stripe.getAt(3).lock();
        String message = assertThrows(IllegalStateException.class, space::close).getMessage();
        assertTrue(message.contains("stripe[3]"), message);
        stripe.getAt(3).unlock();
        stripe.getAt(4).lock();
        stripe.getAt(4).unlock();
    }

    @Test
    void close_oneIsOwnedElsewhere_wakesWhoWaitsForIt() throws Exception {
        try (ChildJvm child = ChildJvm.start(Other.class, space.path().toString(), "5", String.valueOf(SIZE), "hold")) {
            child.awaitLine("locked");
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    HangGuard.await("it sleeps", () -> stripe.getAt(5).waiters() == 1);
                    space.close();
                } else {
                    assertThrows(IllegalStateException.class, stripe.getAt(5)::lock);
                }
            });
            child.send("go");
            child.awaitExit();
        }
    }

    @Test
    void close_usedAfterwards_isRefused() {
        InterProcessLock used = stripe.getAt(1);
        used.lock();
        used.unlock();
        space.close();
        assertThrows(IllegalStateException.class, used::lock);
        assertThrows(IllegalStateException.class, () -> stripe.getAt(2).lock());
        assertTrue(used.toString().endsWith("closed"), used.toString());
    }

    /** A process that locks one of a stripe, and holds it on request, the same of another one as well. */
    static final class Other {
        public static void main(String[] arguments) throws IOException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            int index = Integer.parseInt(arguments[1]);
            LockStripe stripe = LockStripe.openOrCreate(space, "stripe", Integer.parseInt(arguments[2]));
            stripe.getAt(index).lock();
            boolean holds = arguments.length > 3;
            if (holds && Files.exists(space.path().resolve("poisoning"))) {
                LockStripe.open(space, "poisoning").getAt(index).lock();
            }
            Child.say("locked");
            if (holds) {
                Child.awaitLine();
            }
            stripe.getAt(index).unlock();
            space.close();
        }
    }
}
