package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What becomes of a wait when it is interrupted, or its time is over, before, while or after it is signalled. */
interface ConditionInterruptContract extends ConditionSubject {
    int RACES = 150;

    @Test
    default void interruptibleWays_interruptedBefore_throwAndKeepTheLock() {
        for (Way way : Way.values()) {
            if (way.isInterruptible()) {
                lock().lock();
                Thread.currentThread().interrupt();
                assertThrows(InterruptedException.class, () -> way.in(condition()), way::name);
                assertFalse(Thread.currentThread().isInterrupted());
                assertEquals(1, holdCount());
                lock().unlock();
            }
        }
        assertEquals(0, waiting());
    }

    @Test
    default void interruptibleWays_interruptedWhileWaiting_throwWithTheLock() {
        for (Way way : Way.values()) {
            if (way.isInterruptible()) {
                Contender waiter = waiter(condition -> {
                    try {
                        return way.in(condition);
                    } catch (InterruptedException e) {
                        assertFalse(Thread.currentThread().isInterrupted());
                        assertEquals(1, holdCount());
                        throw e;
                    }
                });
                waiter.interrupt();
                assertInstanceOf(InterruptedException.class, waiter.failure(), way::name);
                assertEquals(0, waiting());
            }
        }
        assertTrue(lock().tryLock());
        lock().unlock();
    }

    @Test
    default void await_notTheFirstIsInterrupted_onlyThatOneThrows() {
        List<Contender> waiters = waiters(4);
        waiters.get(2).interrupt();
        assertInstanceOf(InterruptedException.class, waiters.get(2).failure());
        assertEquals(3, waiting());
        waiters.get(0).interrupt();
        assertInstanceOf(InterruptedException.class, waiters.get(0).failure());
        assertEquals(2, waiting());
        signalOne();
        waiters.get(1).close();
        assertEquals(1, waiting());
        signalOne();
        waiters.get(3).close();
    }

    @Test
    default void await_signalledAndThenInterrupted_returnsAndKeepsTheInterrupt() {
        for (Way way : Way.values()) {
            Contender waiter = waiter(condition -> {
                assertEquals(true, way.in(condition));
                return Thread.interrupted();
            });
            lock().lock();
            condition().signal();
            waiter.interrupt();
            lock().unlock();
            assertEquals(true, waiter.result(), way::name);
        }
    }

    @Test
    default void awaitUninterruptibly_interruptedBefore_waitsAndKeepsTheInterrupt() {
        Contender waiter = waiter(condition -> {
            Thread.currentThread().interrupt();
            condition.awaitUninterruptibly();
            return Thread.interrupted();
        });
        signalOne();
        assertEquals(true, waiter.result());
    }

    @Test
    default void awaitUninterruptibly_interruptedWhileWaiting_waitsOnAndKeepsTheInterrupt() {
        Wait wait = condition -> {
            condition.awaitUninterruptibly();
            return Thread.interrupted();
        };
        Contender first = waiter(wait);
        Contender second = waiter(wait);
        for (Contender each : List.of(first, second)) {
            each.interrupt();
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)); // for one that would return, time to do so
        assertEquals(2, waiting());
        signalEverybody();
        assertEquals(true, first.result());
        assertEquals(true, second.result());
    }

    /** Either the interrupted one says that it was signalled, or the signal was for the other one. */
    @Test
    default void signal_interruptedAtThatMoment_oneOfTwoHasIt() {
        Random random = Seeds.random("interruptedAtSignal");
        for (int i = 0; i < RACES; i++) {
            boolean[] taken = {false};
            Contender fickle = waiter(condition -> {
                try {
                    condition.await();
                    taken[0] = true;
                } catch (InterruptedException e) {
                    return "interrupted";
                }
                return "signalled";
            });
            Contender patient = waiter(condition -> {
                condition.awaitUninterruptibly();
                taken[0] = true;
                return null;
            });
            boolean first = random.nextBoolean();
            if (first) {
                fickle.interrupt();
            }
            signalOne();
            if (!first) {
                fickle.interrupt();
            }
            HangGuard.await("signal taken", () -> locked(() -> taken[0]));
            fickle.close();
            signalOne();
            patient.close();
            assertEquals(0, waiting());
        }
    }

    /** Either the one whose time is over says that it was signalled, or the signal was for the other one. */
    @Test
    default void signal_timeOverAtThatMoment_oneOfTwoHasIt() {
        Random random = Seeds.random("timeOverAtSignal");
        for (int i = 0; i < RACES; i++) {
            boolean[] taken = {false};
            long micros = 300 + random.nextInt(600);
            Wait patience = condition -> {
                condition.awaitUninterruptibly();
                taken[0] = true;
                return null;
            };
            boolean firstInLine = random.nextBoolean();
            Contender before = firstInLine ? null : waiter(patience);
            Contender fickle = Contender.doing(() -> locked(() -> {
                if (condition().await(micros, TimeUnit.MICROSECONDS)) {
                    taken[0] = true;
                }
                return null;
            }));
            Contender patient = firstInLine ? waiterMore(patience) : before;
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt((int) micros)));
            signalOne();
            HangGuard.await("signal taken", () -> locked(() -> taken[0]));
            fickle.close();
            signalOne();
            patient.close();
        }
        assertEquals(0, waiting());
    }

    /** One that waits by now, while others may cease to. */
    private Contender waiterMore(Wait wait) {
        boolean[] waits = {false};
        Contender waiter = Contender.doing(() -> locked(() -> {
            waits[0] = true;
            return wait.in(condition());
        }));
        HangGuard.await("one that waits", () -> locked(() -> waits[0]));
        return waiter;
    }
}
