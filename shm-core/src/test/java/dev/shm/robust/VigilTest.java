package dev.shm.robust;

import dev.shm.process.Incarnation;
import dev.shm.testkit.HangGuard;
import org.junit.jupiter.api.Test;

/** The looks at a word on behalf of those who sleep, on the heap: the test is the mourner, and the other processes. */
class VigilTest {
    private static final Incarnation ME = new Incarnation(1, 1);
    private static final long OTHER = OwnerWord.owner(new Incarnation(2, 2));

    private final HeapWords words = new HeapWords(RobustLock.lengthBytes());
    private final RobustLock lock = new RobustLock(words, 0, ME, new WithMourner(words));

    private static final class WithMourner extends HeapSite {
        WithMourner(HeapWords words) {
            super(words);
        }

        @Override
        public void wakeLocal() {
            wake(Integer.MAX_VALUE);
        }
    }

    /** It was owed by one who was killed, or who waits portably; and the lock is taken by others between all looks. */
    @Test
    void visit_wakeUpLostWhileOthersComeAndGo_sleeperGetsLock() throws InterruptedException {
        words.setVolatile(RobustLayout.WORD_OFFSET, OTHER);
        Thread sleeper = new Thread(() -> {
            lock.lock(Handling.DEFAULT);
            lock.unlock();
        });
        sleeper.start();
        HangGuard.await("sleeper", () -> OwnerWord.has(lock.word(), OwnerWord.WAITERS) && isAsleep(sleeper));

        words.setVolatile(RobustLayout.WORD_OFFSET, 0);
        lock.vigil().visit();
        words.setVolatile(RobustLayout.TOKEN_OFFSET, lock.token() + 1);
        lock.vigil().visit();

        HangGuard.run("the sleeper's turn", sleeper::join);
    }

    /** In {@link HeapWaitSite}. */
    private static boolean isAsleep(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }
}
