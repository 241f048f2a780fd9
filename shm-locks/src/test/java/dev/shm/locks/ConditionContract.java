package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * How threads wait for a condition and are signalled: the points of the JSR-166 test kit and of CPython's suite. A return
 * for no reason is permitted; where it is asserted that there is none, nothing happens that could be one.
 */
interface ConditionContract extends ConditionSubject {
    int MANY = 20;
    int ITEMS = 3_000;

    // ---- who may ----

    @Test
    default void anyMethod_notTheOwner_throws() {
        Condition condition = condition();
        for (Way way : Way.values()) {
            assertThrows(IllegalMonitorStateException.class, () -> way.in(condition), way::name);
        }
        assertThrows(IllegalMonitorStateException.class, () -> condition.awaitNanos(0));
        assertThrows(IllegalMonitorStateException.class, () -> condition.await(-1, TimeUnit.SECONDS));
        assertThrows(IllegalMonitorStateException.class, () -> condition.awaitUntil(new Date(0)));
        assertThrows(IllegalMonitorStateException.class, condition::signal);
        assertThrows(IllegalMonitorStateException.class, condition::signalAll);
        assertThrows(IllegalMonitorStateException.class, () -> signal(2));
        assertEquals(0, waiting());
    }

    @Test
    default void anyMethod_otherThreadOwns_throws() {
        Contender other = Contender.holding(lock());
        other.awaitHolding();
        for (Way way : Way.values()) {
            assertThrows(IllegalMonitorStateException.class, () -> way.in(condition()), way::name);
        }
        assertThrows(IllegalMonitorStateException.class, condition()::signal);
        assertThrows(IllegalMonitorStateException.class, condition()::signalAll);
        other.close();
    }

    // ---- signal ----

    @Test
    default void anyWay_signalled_returnsWithTheLock() {
        for (Way way : Way.values()) {
            Contender waiter = waiter(condition -> {
                Object signalled = way.in(condition);
                assertTrue(isHeldByCurrentThread());
                assertEquals(1, holdCount());
                return signalled;
            });
            signalOne();
            assertEquals(true, waiter.result(), way::name);
            Contender another = waiter(way);
            signalEverybody();
            assertEquals(true, another.result(), way::name);
            assertEquals(0, waiting());
        }
    }

    @Test
    default void await_waiting_letsOthersHaveTheLock() {
        Contender waiter = waiter(Way.AWAIT);
        HangGuard.await("lock given back", lock()::tryLock);
        assertEquals(1, waiting());
        condition().signal();
        lock().unlock();
        waiter.close();
    }

    @Test
    default void signal_lockStillHeld_waiterReturnsAtUnlock() {
        lock().lock();
        lock().unlock();
        List<Contender> waiters = waiters(2);
        lock().lock();
        lock().lock();
        condition().signal();
        lock().unlock();
        condition().signal();
        waiters.forEach(waiter -> assertTrue(waiter.thread().isAlive()));
        lock().unlock();
        waiters.forEach(Contender::close);
        assertEquals(0, waiting());
    }

    @Test
    default void signal_oneByOne_letsReturnInTheOrderOfWaiting() {
        List<Integer> order = new ArrayList<>();
        List<Contender> waiters = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            waiters.add(waiter(condition -> {
                condition.await();
                return order.add(number);
            }));
        }
        for (int i = 0; i < MANY; i++) {
            signalOne();
            waiters.get(i).close();
            int sofar = i + 1;
            assertEquals(sofar, locked(order::size));
            assertEquals(MANY - sofar, waiting());
        }
        for (int i = 0; i < MANY; i++) {
            assertEquals(i, order.get(i));
        }
    }

    @Test
    default void signalAll_many_allReturn() {
        List<Contender> waiters = waiters(MANY);
        signalEverybody();
        waiters.forEach(Contender::close);
        assertEquals(0, waiting());
    }

    @Test
    default void signal_nobodyWaits_isForgotten() throws InterruptedException {
        lock().lock();
        condition().signal();
        condition().signalAll();
        assertFalse(condition().await(1, TimeUnit.MILLISECONDS));
        lock().unlock();
        signalOne();
        Contender waiter = waiter(Way.AWAIT);
        assertTrue(waiter.thread().isAlive());
        assertEquals(1, waiting());
        signalOne();
        waiter.close();
    }

    @Test
    default void signal_otherCondition_isNotForThese() throws InterruptedException {
        List<Contender> waiters = waiters(2);
        lock().lock();
        otherCondition().signal();
        otherCondition().signalAll();
        assertFalse(otherCondition().await(1, TimeUnit.MILLISECONDS));
        lock().unlock();
        assertEquals(2, waiting());
        signalEverybody();
        waiters.forEach(Contender::close);
    }

    @Test
    default void signal_byOneThatThenWaits_reachesTheOther() {
        int rounds = 200;
        int[] turn = {0};
        List<Contender> players = new ArrayList<>();
        for (int player = 0; player < 2; player++) {
            int own = player;
            players.add(Contender.doing(() -> locked(() -> {
                for (int i = 0; i < rounds; i++) {
                    while (turn[0] % 2 != own) {
                        condition().await();
                    }
                    turn[0]++;
                    condition().signal();
                }
                return null;
            })));
        }
        players.forEach(Contender::close);
        assertEquals(2 * rounds, turn[0]);
    }

    // ---- time ----

    @Test
    default void await_timeOver_returnsFalseNotBeforeTheTime() throws InterruptedException {
        for (long millis : new long[] {1, 20, 50}) {
            lock().lock();
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            long start = System.nanoTime();
            assertFalse(condition().await(millis, TimeUnit.MILLISECONDS));
            assertTrue(System.nanoTime() - start >= nanos);
            start = System.nanoTime();
            long left = condition().awaitNanos(nanos);
            assertTrue(left <= 0, () -> "left=" + left);
            assertTrue(System.nanoTime() - start >= nanos);
            Date deadline = new Date(System.currentTimeMillis() + millis);
            assertFalse(condition().awaitUntil(deadline));
            assertTrue(System.currentTimeMillis() >= deadline.getTime());
            assertEquals(1, holdCount());
            lock().unlock();
        }
        assertEquals(0, waiting());
    }

    @Test
    default void await_noTime_returnsFalseAtOnce() throws InterruptedException {
        lock().lock();
        for (long time : new long[] {0, -1, Long.MIN_VALUE}) {
            assertFalse(condition().await(time, TimeUnit.NANOSECONDS));
            assertFalse(condition().await(time, TimeUnit.DAYS));
            assertTrue(condition().awaitNanos(time) <= 0);
            assertFalse(condition().awaitUntil(new Date(time)));
            assertFalse(awaitUntil(() -> false, time, TimeUnit.DAYS));
        }
        assertEquals(1, holdCount());
        lock().unlock();
        assertEquals(0, waiting());
    }

    @Test
    default void awaitNanos_signalledInTime_returnsWhatIsLeft() {
        long nanos = TimeUnit.DAYS.toNanos(1);
        Contender waiter = waiter(condition -> {
            long start = System.nanoTime();
            long left = condition.awaitNanos(nanos);
            long took = System.nanoTime() - start;
            return left > 0 && left <= nanos && left >= nanos - took;
        });
        signalOne();
        assertEquals(true, waiter.result());
    }

    // ---- holds ----

    @Test
    default void await_heldThreeTimes_hasThemAgainAfterwards() throws InterruptedException {
        Wait nested = condition -> {
            lock().lock();
            lock().lock();
            condition.await();
            int holds = holdCount();
            lock().unlock();
            lock().unlock();
            return holds;
        };
        Contender waiter = waiter(nested);
        HangGuard.await("all holds given back", lock()::tryLock);
        condition().signal();
        lock().unlock();
        assertEquals(3, waiter.result());
        lock().lock();
        lock().lock();
        assertFalse(condition().await(1, TimeUnit.MILLISECONDS));
        assertEquals(2, holdCount());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, condition()::await);
        assertEquals(2, holdCount());
        lock().unlock();
        lock().unlock();
    }

    // ---- what Python's suite states ----

    @Test
    default void signal_count_letsSoManyReturn() {
        List<Contender> waiters = waiters(6);
        locked(() -> {
            signal(0);
            signal(1);
            return null;
        });
        waiters.get(0).close();
        assertEquals(5, waiting());
        locked(() -> {
            signal(2);
            return null;
        });
        waiters.get(1).close();
        waiters.get(2).close();
        assertEquals(3, waiting());
        locked(() -> {
            signal(4); // one more than wait
            return null;
        });
        waiters.forEach(Contender::close);
        assertEquals(0, waiting());
        Contender later = waiter(Way.AWAIT);
        assertTrue(later.thread().isAlive());
        signalOne();
        later.close();
    }

    @Test
    default void awaitUntil_predicateNeverTrue_returnsFalseNotBeforeTheTime() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        lock().lock();
        long start = System.nanoTime();
        assertFalse(awaitUntil(() -> asked.incrementAndGet() < 0, 20, TimeUnit.MILLISECONDS));
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));
        assertTrue(asked.get() >= 2, "asked before and after");
        lock().unlock();
    }

    @Test
    default void awaitUntil_predicateTrue_doesNotWait() throws InterruptedException {
        lock().lock();
        assertTrue(awaitUntil(() -> true, 1, TimeUnit.DAYS));
        assertTrue(awaitUntil(this::isHeldByCurrentThread, 0, TimeUnit.DAYS));
        assertTrue(awaitUntil(this::isHeldByCurrentThread, -1, TimeUnit.DAYS));
        lock().unlock();
    }

    @Test
    default void awaitUntil_fiveWaitForAState_allSeeIt() {
        int[] state = {0};
        BooleanSupplier reached = () -> state[0] == 4;
        List<Contender> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiters.add(waiter(condition -> awaitUntil(reached, 1, TimeUnit.DAYS)));
        }
        for (int i = 1; i <= 4; i++) {
            int next = i;
            locked(() -> {
                state[0] = next;
                condition().signalAll();
                return null;
            });
        }
        waiters.forEach(waiter -> assertEquals(true, waiter.result()));
    }

    // ---- all together ----

    @Test
    default void boundedBuffer_twoProducersTwoConsumers_everyItemOnce() throws Exception {
        List<Integer> buffer = new ArrayList<>();
        long[] sum = {0};
        int[] left = {2 * ITEMS};
        HangGuard.threads(4, index -> {
            for (int i = 1; i <= ITEMS; i++) {
                lock().lock();
                try {
                    if (index < 2) {
                        while (buffer.size() == 3) {
                            condition().await();
                        }
                        buffer.add(i);
                        otherCondition().signal();
                    } else {
                        while (buffer.isEmpty()) {
                            otherCondition().await();
                        }
                        sum[0] += buffer.remove(0);
                        left[0]--;
                        condition().signal();
                    }
                } finally {
                    lock().unlock();
                }
            }
        });
        assertEquals(0, left[0]);
        assertEquals((long) ITEMS * (ITEMS + 1), sum[0]);
        assertEquals(0, waiting());
    }
}
