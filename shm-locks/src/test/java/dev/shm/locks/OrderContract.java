package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a fair lock promises beyond: first come, first served. */
interface OrderContract extends LockSubject {
    int LINE = 12;

    /** Threads that came one after the other; each writes its number when it is served. */
    private List<Contender> line(int from, int to, List<Integer> served) {
        List<Contender> line = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int number = i;
            line.add(waiting(() -> {
                lock().lock();
                served.add(number);
                lock().unlock();
                return null;
            }));
        }
        return line;
    }

    private Contender waiting(Callable<?> action) {
        int before = waiters();
        Contender waiter = Contender.doing(action);
        HangGuard.await("waiter", () -> waiters() == before + 1);
        return waiter;
    }

    private static List<Integer> upTo(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @Test
    default void lock_manyInLine_areServedInTheOrderOfComing() {
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        Contender owner = heldByOther();
        List<Contender> line = line(0, LINE, served);
        owner.close();
        line.forEach(Contender::close);
        assertEquals(upTo(LINE), served);
        assertFalse(isLocked());
    }

    /** Whoever unlocks and wants it again goes to the end. */
    @Test
    default void lock_ownerWantsItAgain_comesBehindTheOthers() {
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        HangGuard.run("owner", () -> {
            lock().lock();
            List<Contender> line = line(0, LINE, served);
            lock().unlock();
            lock().lock();
            assertEquals(upTo(LINE), served);
            lock().unlock();
            line.forEach(Contender::close);
        });
    }

    @Test
    default void tryLockTimed_othersInLine_isNotServedBeforeThem() throws InterruptedException {
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        Contender owner = heldByOther();
        List<Contender> line = line(0, 2, served);
        assertFalse(lock().tryLock(1, TimeUnit.MILLISECONDS));
        assertFalse(lock().tryLock(0, TimeUnit.MILLISECONDS));
        owner.close();
        line.forEach(Contender::close);
        assertEquals(upTo(2), served);
        assertTrue(lock().tryLock(0, TimeUnit.MILLISECONDS));
        lock().unlock();
    }

    /** The first, one in the midst and the last of the line leave it. */
    @Test
    default void lockInterruptibly_someInterrupted_theOthersKeepTheirOrder() {
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        Contender owner = heldByOther();
        List<Contender> leaving = new ArrayList<>();
        List<Contender> line = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            leaving.add(waiting(() -> {
                lock().lockInterruptibly();
                return null;
            }));
            line.addAll(line(i, i + 1, served));
        }
        leaving.add(waiting(() -> {
            lock().lockInterruptibly();
            return null;
        }));
        leaving.forEach(Contender::interrupt);
        leaving.forEach(each -> assertInstanceOf(InterruptedException.class, each.failure()));
        HangGuard.await("the others", () -> waiters() == line.size());
        assertEquals(List.of(), served);
        owner.close();
        line.forEach(Contender::close);
        assertEquals(upTo(3), served);
        assertFalse(isLocked());
    }

    @Test
    default void tryLockTimed_timesOutInLine_theOthersKeepTheirOrder() {
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        Contender owner = heldByOther();
        List<Contender> line = line(0, 1, served);
        Contender impatient = Contender.doing(() -> lock().tryLock(20, TimeUnit.MILLISECONDS));
        assertEquals(false, impatient.result());
        line.addAll(line(1, 2, served));
        owner.close();
        line.forEach(Contender::close);
        assertEquals(upTo(2), served);
    }
}
