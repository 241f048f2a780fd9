package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.memory.InternalThread;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import dev.shm.value.Travel;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A reference to what is open in this JVM already. */
@ExtendWith(LeakCheck.class)
class OpenReferenceTest {
    @Test
    void resolve_openAlready_doesNotWaitForTheThreadForFiles() throws Exception {
        try (SharedSpace space = SharedSpace.temporary()) {
            byte[] reference = Travel.bytes(SharedLong.create(space, "value", 42));
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            Thread keepsItBusy = new Thread(() -> keepBusy(busy, enough));
            keepsItBusy.start();
            try {
                HangGuard.run("busy", busy::await);
                SharedLong arrived = HangGuard.call("resolve", () -> (SharedLong) Travel.read(reference));
                assertEquals(42, arrived.get());
            } finally {
                enough.countDown();
                keepsItBusy.join();
            }
        }
    }

    private static void keepBusy(CountDownLatch busy, CountDownLatch enough) {
        try {
            InternalThread.call(() -> {
                busy.countDown();
                enough.await();
                return null;
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
