package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessSemaphore.Bound;
import dev.shm.robust.Fairness;
import dev.shm.space.InvalidFileException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a semaphore of ours has beyond the JDK's, and bad input. */
@ExtendWith(LeakCheck.class)
class InterProcessSemaphoreTest {
    private final SharedSpace space = SharedSpace.temporary();

    @AfterEach
    void closeSpace() {
        space.close();
    }

    @Test
    void create_negative_throwsAndLeavesNothing() {
        assertThrows(IllegalArgumentException.class, () -> InterProcessSemaphore.create(space, "s", -1));
        InterProcessSemaphore.create(space, "s", 1);
    }

    @Test
    void openOrCreate_otherGeometry_throwsAndNamesIt() {
        InterProcessSemaphore semaphore = InterProcessSemaphore.openOrCreate(space, "s", 2);
        assertTrue(semaphore.tryAcquire());
        InvalidFileException permits =
                assertThrows(InvalidFileException.class, () -> InterProcessSemaphore.openOrCreate(space, "s", 3));
        assertTrue(permits.getMessage().contains("permits 3"), permits.getMessage());
        assertThrows(
                InvalidFileException.class,
                () -> InterProcessSemaphore.openOrCreate(space, "s", 2, Fairness.FAIR, Bound.UNBOUNDED));
        assertThrows(
                InvalidFileException.class,
                () -> InterProcessSemaphore.openOrCreate(space, "s", 2, Fairness.BARGING, Bound.BOUNDED));
        assertEquals(1, InterProcessSemaphore.open(space, "s").availablePermits());
    }

    @Test
    void release_boundedTooOften_throwsAndChangesNothing() {
        InterProcessSemaphore semaphore = InterProcessSemaphore.create(space, "s", 2, Fairness.BARGING, Bound.BOUNDED);
        assertTrue(semaphore.isBounded());
        for (int round = 0; round < 20; round++) {
            assertTrue(semaphore.tryAcquire(2));
            semaphore.release();
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> semaphore.release(2));
            assertTrue(e.getMessage().contains("held by this process=1"), e.getMessage());
            semaphore.release();
            assertThrows(IllegalStateException.class, semaphore::release);
            assertEquals(2, semaphore.availablePermits());
        }
    }

    @Test
    void release_beyondMost_throwsAndChangesNothing() {
        InterProcessSemaphore semaphore = InterProcessSemaphore.create(space, "s", Integer.MAX_VALUE);
        for (int round = 0; round < 20; round++) {
            assertThrows(IllegalStateException.class, semaphore::release);
            assertTrue(semaphore.tryAcquire());
            semaphore.release();
            assertEquals(Integer.MAX_VALUE, semaphore.availablePermits());
        }
    }

    @Test
    void holders_tellWhoHasHowMany() {
        InterProcessSemaphore semaphore = InterProcessSemaphore.create(space, "s", 5);
        assertEquals(Map.of(), semaphore.holders());
        assertTrue(semaphore.tryAcquire(3));
        assertEquals(3, semaphore.heldPermits());
        long pid = ProcessHandle.current().pid();
        assertEquals(
                Map.of(pid, 3),
                Map.of(semaphore.holders().keySet().iterator().next().pid(), 3));
        assertTrue(semaphore.toString().endsWith("s, permits: 2, pid " + pid + " has 3"), semaphore.toString());
    }

    /** A file by another name is the same file: what this process has by the one name is not left by a dead one. */
    @Test
    void tryAcquire_heldBySameProcessByOtherNameOfFile_isRefused() throws IOException {
        InterProcessSemaphore semaphore = InterProcessSemaphore.create(space, "s", 1);
        Files.createLink(space.path().resolve("again"), space.path().resolve("s"));
        InterProcessSemaphore again = InterProcessSemaphore.open(space, "again");
        assertTrue(semaphore.tryAcquire());
        assertFalse(again.tryAcquire());
        assertEquals(1, again.heldPermits());
        semaphore.release();
        assertTrue(again.tryAcquire());
        assertFalse(semaphore.tryAcquire());
    }

    /** All that the JDK's class has, under the same names: who knows the one knows the other. */
    @ParameterizedTest
    @CsvSource({
        "java.util.concurrent.Semaphore, dev.shm.locks.InterProcessSemaphore",
        "java.util.concurrent.CountDownLatch, dev.shm.locks.InterProcessLatch",
        "java.util.concurrent.CyclicBarrier, dev.shm.locks.InterProcessBarrier"
    })
    void methods_allOfTheJdksClass_arePresent(Class<?> jdks, Class<?> shared) {
        Set<String> missing = new TreeSet<>();
        for (Method method : jdks.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                missing.add(signature(method));
            }
        }
        Arrays.stream(shared.getMethods())
                .map(InterProcessSemaphoreTest::signature)
                .forEach(missing::remove);
        assertEquals(Set.of(), missing);
    }

    private static String signature(Method method) {
        return method.getReturnType().getSimpleName() + " " + method.getName() + List.of(method.getParameterTypes());
    }

    @Test
    void serialized_isTheSame() throws Exception {
        InterProcessSemaphore semaphore = InterProcessSemaphore.create(space, "s", 5);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(semaphore);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            InterProcessSemaphore other = (InterProcessSemaphore) in.readObject();
            assertNotSame(semaphore, other);
            assertTrue(other.tryAcquire(2));
            assertEquals(3, semaphore.availablePermits());
        }
    }

    @Test
    void anything_closed_throws() {
        InterProcessSemaphore semaphore = InterProcessSemaphore.create(space, "s", 5);
        assertTrue(semaphore.tryAcquire(2));
        assertFalse(semaphore.tryAcquire(4));
        space.close();
        assertThrows(IllegalStateException.class, semaphore::tryAcquire);
        assertThrows(IllegalStateException.class, semaphore::release);
        assertThrows(IllegalStateException.class, semaphore::acquireUninterruptibly);
        assertTrue(semaphore.toString().endsWith("closed"), semaphore.toString());
    }
}
