package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedIntArray;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedRecord;
import dev.shm.value.SharedRecordArray;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Shared objects that are serialized in one JVM and used in another. */
@ExtendWith(LeakCheck.class)
class ReferenceTest {
    @TempDir
    Path directory;

    /** What is sent to another JVM to be done there. */
    interface Task extends Supplier<String>, Serializable {}

    /** Does what it is sent, line by line. */
    static final class Worker {
        public static void main(String[] arguments) {
            SharedSpace space = arguments.length > 0 ? SharedSpace.open(Path.of(arguments[0])) : null;
            for (String line = Child.awaitLine(); line != null; line = Child.awaitLine()) {
                Child.say("> " + answer(line));
            }
            if (space != null) {
                space.close();
            }
        }

        private static String answer(String line) {
            try {
                return ((Task) Wire.read(line)).get();
            } catch (RuntimeException e) {
                return e.getClass().getSimpleName() + " " + e.getMessage();
            }
        }
    }

    private static String doIn(ChildJvm worker, Task task) {
        worker.send(Wire.write(task));
        return worker.awaitLine(">").substring(2);
    }

    @Test
    void lambda_capturesAll_worksInAnotherJvm() throws InterruptedException {
        try (SharedSpace space = SharedSpace.temporary();
                ChildJvm worker = ChildJvm.start(Worker.class)) {
            SharedLong value = SharedLong.create(space, "value", 40);
            InterProcessLock lock = InterProcessLock.create(space, "lock");
            InterProcessLock ofValue = InterProcessLock.of(value);
            InterProcessCondition condition = lock.newCondition();
            lock.lock();
            assertEquals("locked=true, in=42, free=true", doIn(worker, () -> {
                boolean locked = !lock.tryLock();
                boolean free = ofValue.tryLock();
                ofValue.unlock();
                return "locked=" + locked + ", in=" + value.addAndGet(2) + ", free=" + free;
            }));
            worker.send(Wire.write((Task) () -> {
                lock.lock();
                try {
                    value.set(7);
                    condition.signal();
                    return "signalled";
                } finally {
                    lock.unlock();
                }
            }));
            assertTrue(condition.awaitUntil(() -> value.get() == 7, 1, TimeUnit.DAYS));
            lock.unlock();
            worker.awaitLine("> signalled");
            assertEquals(2, space.processes().size(), "the worker has attached by itself");
            worker.endInput();
            assertEquals(0, worker.awaitExit(), worker::errors);
            assertEquals(1, space.processes().size(), "and left at its end");
        }
    }

    /** Shared by the two JVMs. */
    record Point(int x, int y) {}

    @Test
    void lambda_capturesArraysAndRecords_worksInAnotherJvm() {
        try (SharedSpace space = SharedSpace.temporary();
                ChildJvm worker = ChildJvm.start(Worker.class)) {
            SharedIntArray array = SharedIntArray.create(space, "array", new int[] {0, 1, 2, 3, 4, 5});
            SharedIntArray slice = array.slice(2, 5);
            SharedRecord<Point> point = SharedRecord.create(space, "point", new Point(1, 2));
            SharedRecordArray<Point> points = SharedRecordArray.create(space, "points", 3, new Point(7, 8));
            InterProcessLock ofArray = InterProcessLock.of(array);
            assertEquals("length=3, sum=9, point=Point[x=2, y=1], free=true", doIn(worker, () -> {
                int sum = slice.stream().sum();
                slice.fill(9);
                points.set(1, point.updateAndGet(p -> new Point(p.y(), p.x())));
                boolean free = ofArray.tryLock();
                ofArray.unlock();
                return "length=" + slice.length() + ", sum=" + sum + ", point=" + point.get() + ", free=" + free;
            }));
            assertArrayEquals(new int[] {0, 1, 9, 9, 9, 5}, array.toArray());
            assertEquals(new Point(2, 1), point.get());
            assertEquals(List.of(7, 2, 7), points.stream().map(Point::x).toList());
        }
    }

    /** What one JVM does with each of them is seen in the other. */
    @Test
    void lambda_capturesSynchronisers_worksInAnotherJvm() {
        try (SharedSpace space = SharedSpace.temporary();
                ChildJvm worker = ChildJvm.start(Worker.class)) {
            InterProcessReadWriteLock lock = InterProcessReadWriteLock.create(space, "read-write");
            InterProcessSemaphore semaphore = InterProcessSemaphore.create(space, "semaphore", 5);
            InterProcessLatch latch = InterProcessLatch.create(space, "latch", 3);
            InterProcessBarrier barrier = InterProcessBarrier.create(space, "barrier", 2);
            InterProcessEvent event = InterProcessEvent.create(space, "event");
            InterProcessLock ofStripe = LockStripe.create(space, "stripe", 100).getAt(7);
            lock.readLock().lock();
            ofStripe.lock();
            assertEquals("read=true, write=false, striped=false, permits=3", doIn(worker, () -> {
                boolean read = lock.readLock().tryLock();
                boolean write = lock.writeLock().tryLock();
                boolean striped = ofStripe.tryLock();
                semaphore.acquireUninterruptibly(2);
                latch.countDown();
                barrier.abort();
                event.set();
                return "read=" + read + ", write=" + write + ", striped=" + striped + ", permits="
                        + semaphore.availablePermits();
            }));
            assertEquals(2, lock.getReadLockCount());
            assertEquals(3, semaphore.availablePermits());
            assertEquals(2, latch.getCount());
            assertTrue(barrier.isBroken());
            assertTrue(event.isSet());
            ofStripe.unlock();
            lock.readLock().unlock();
        }
    }

    /** The worker leaves last, and takes the temporary space with it. */
    @Test
    void reference_senderGone_spaceEndsWithTheReceiver() {
        Path path;
        try (ChildJvm worker = ChildJvm.start(Worker.class)) {
            try (SharedSpace space = SharedSpace.temporary()) {
                path = space.path();
                SharedLong value = SharedLong.create(space, "value", 1);
                assertEquals("1", doIn(worker, () -> value.toString()));
            }
            assertTrue(Files.exists(path));
            worker.endInput();
            assertEquals(0, worker.awaitExit(), worker::errors);
        }
        assertFalse(Files.exists(path));
    }

    /** By another path to the same directory, and although the sender's path means nothing to the receiver. */
    @Test
    void reference_receiverHasOpenedByAnotherPath_usesThat() throws IOException {
        Path parent = Files.createDirectory(directory.resolve("parent"));
        Path alias = Files.createSymbolicLink(directory.resolve("alias"), parent);
        try (SharedSpace space = SharedSpace.create(parent.resolve("space"));
                ChildJvm worker =
                        ChildJvm.start(Worker.class, alias.resolve("space").toString())) {
            SharedLong value = SharedLong.create(space, "value", 5);
            Task task = () -> Long.toString(value.incrementAndGet());
            assertEquals("6", doIn(worker, task));
            Files.move(parent, directory.resolve("moved"));
            assertEquals("7", doIn(worker, task), "the object is open already");
            assertEquals(2, space.processes().size());
            Files.move(directory.resolve("moved"), parent);
        }
    }

    @Test
    void read_inTheSameJvm_isTheSameObject() {
        try (SharedSpace space = SharedSpace.temporary()) {
            InterProcessLock lock = InterProcessLock.create(space, "lock");
            lock.lock();
            InterProcessLock read = (InterProcessLock) Wire.read(Wire.write(lock));
            assertTrue(read.isHeldByCurrentThread());
            assertSame(lock.ownLock(), read.ownLock());
            read.unlock();
        }
    }

    @Test
    void read_anotherObjectOfThatName_throws() {
        try (SharedSpace space = SharedSpace.temporary()) {
            String line = Wire.write(SharedLong.create(space, "value", 1));
            space.deleteObject("value");
            SharedLong.create(space, "value", 2);
            InvalidFileException refusal = assertThrows(InvalidFileException.class, () -> Wire.read(line));
            assertTrue(refusal.getMessage().contains(", id: expected="), refusal::getMessage);
            assertTrue(refusal.getMessage().contains("serialize the new one"), refusal::getMessage);
            space.deleteObject("value");
            InterProcessLock.create(space, "value");
            refusal = assertThrows(InvalidFileException.class, () -> Wire.read(line));
            assertTrue(refusal.getMessage().contains("kind"), refusal::getMessage);
            space.deleteObject("value");
            NotFoundException gone = assertThrows(NotFoundException.class, () -> Wire.read(line));
            assertTrue(gone.getMessage().contains("deleted since it was serialized"), gone::getMessage);
            assertTrue(space.objects().isEmpty());
        }
    }

    @Test
    void read_spaceGoneOrAnother_throws() {
        Path path = directory.resolve("space");
        String line;
        try (SharedSpace space = SharedSpace.create(path)) {
            line = Wire.write(SharedLong.create(space, "value", 1));
        }
        SharedSpace.delete(path);
        assertThrows(NotFoundException.class, () -> Wire.read(line));
        try (SharedSpace another = SharedSpace.create(path)) {
            SharedLong.create(another, "value", 1);
            InvalidFileException refusal = assertThrows(InvalidFileException.class, () -> Wire.read(line));
            assertTrue(refusal.getMessage().contains("id of the space"), refusal::getMessage);
            assertEquals(1, another.processes().size());
        }
        assertTrue(SharedSpace.delete(path));
    }

    @Test
    void write_spaceClosed_isReadWhereItIsOpen() {
        SharedLong value;
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            value = SharedLong.create(space, "value", 3);
        }
        String line = Wire.write(value);
        try (SharedSpace again = SharedSpace.open(directory.resolve("space"))) {
            assertEquals(3, ((SharedLong) Wire.read(line)).get());
            assertEquals(1, again.processes().size());
        }
    }
}
