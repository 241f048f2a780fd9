package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One event in one JVM. */
class InterProcessEventTest {
    private final SharedSpace space = SharedSpace.temporary();
    private final InterProcessEvent event = InterProcessEvent.create(space, "event");

    @AfterEach
    void closeSpace() {
        space.close();
    }

    @Test
    void create_isNotSet() {
        assertFalse(event.isSet());
        assertEquals(0, event.sets());
        assertTrue(event.toString().endsWith("event, not set"), event.toString());
    }

    @Test
    void open_missingOrSomethingElse_isRefused() {
        assertThrows(NotFoundException.class, () -> InterProcessEvent.open(space, "none"));
        assertThrows(AlreadyExistsException.class, () -> InterProcessEvent.create(space, "event"));
        InterProcessLatch.create(space, "latch", 1);
        assertThrows(InvalidFileException.class, () -> InterProcessEvent.open(space, "latch"));
        assertThrows(InvalidFileException.class, () -> InterProcessLatch.openOrCreate(space, "event", 1));
        event.set();
        assertTrue(InterProcessEvent.openOrCreate(space, "event").isSet());
    }

    @Test
    void set_twice_countsOnce() {
        event.set();
        event.set();
        assertTrue(event.isSet());
        assertEquals(1, event.sets());
        event.clear();
        event.clear();
        assertFalse(event.isSet());
        event.set();
        assertEquals(2, event.sets());
    }

    @Test
    void await_isSet_returnsAtOnce() throws InterruptedException {
        event.set();
        assertTrue(event.await(0, TimeUnit.SECONDS));
        event.await();
        event.awaitUninterruptibly();
    }

    @Test
    void await_timeIsOver_returnsFalse() throws InterruptedException {
        assertFalse(event.await(0, TimeUnit.SECONDS));
        assertFalse(event.await(-1, TimeUnit.SECONDS));
        assertFalse(event.await(1, TimeUnit.MILLISECONDS));
    }

    @Test
    void await_interrupted_throws() {
        event.set();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, event::await);
        assertFalse(Thread.interrupted());
    }

    /** Python's: a pulse lets all go who wait. */
    @Test
    void set_clearedAtOnce_letsWaitersGo() {
        HangGuard.run("a pulse is noticed", () -> {
            CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(() -> {
                try {
                    return event.await(1, TimeUnit.HOURS);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            while (event.waiters() == 0) {
                Thread.onSpinWait();
            }
            event.set();
            event.clear();
            assertTrue(waiter.join());
        });
    }

    @Test
    void close_wakesWaiters() {
        HangGuard.run("the waiter hears of it", () -> {
            CompletableFuture<Void> waiter = CompletableFuture.runAsync(event::awaitUninterruptibly);
            while (event.waiters() == 0) {
                Thread.onSpinWait();
            }
            space.close();
            assertThrows(java.util.concurrent.CompletionException.class, waiter::join);
        });
        assertThrows(IllegalStateException.class, event::set);
        assertThrows(IllegalStateException.class, event::clear);
        assertThrows(IllegalStateException.class, event::isSet);
        assertThrows(IllegalStateException.class, event::await);
        assertTrue(event.toString().endsWith("closed"), event.toString());
    }
}
