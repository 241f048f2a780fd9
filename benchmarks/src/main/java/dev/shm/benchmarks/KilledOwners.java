package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.Holding;
import dev.shm.benchmarks.workers.Inheriting;
import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Processes that own a lock, and are killed while a thread of another process waits for it. */
final class KilledOwners implements AutoCloseable {
    private static final int SPARE_MEGABYTES = 512;
    private static final int BYSTANDER_MEGABYTES = 64;
    private static final int MOURNING_ROUND_NANOS = 10_000_000;
    private static final int SEED = 42;

    private final int heapMegabytes;
    private final SharedSpace space = SharedSpace.temporary();
    private final List<Worker> bystanders = new ArrayList<>();
    private final Random random = new Random(SEED);
    private Worker heir;
    private int locks;

    private KilledOwners(int heapMegabytes) {
        this.heapMegabytes = heapMegabytes;
    }

    /**
     * {@return a space with the process that waits, where one owner was killed already: that loads what later ones then have}
     * @param heapMegabytes how much heap each owner has touched
     * @param bystanders how many further processes are attached, which do nothing
     * @throws MissingException if there is too little memory
     */
    static KilledOwners start(int heapMegabytes, int bystanders) throws Exception {
        long needed = heapMegabytes + SPARE_MEGABYTES + (long) bystanders * BYSTANDER_MEGABYTES;
        if (Machine.availableMegabytes() < needed) {
            throw new MissingException("needs " + needed + " MB of free memory");
        }
        KilledOwners owners = new KilledOwners(heapMegabytes);
        try {
            owners.attach(bystanders);
            owners.kill(1);
            return owners;
        } catch (Exception e) {
            owners.close();
            throw e;
        }
    }

    private void attach(int others) throws Exception {
        heir = Worker.start(Inheriting.class, space.path().toString());
        for (int i = 0; i < others; i++) {
            bystanders.add(Worker.start(Inheriting.class, space.path().toString()));
        }
        heir.await("here");
        for (Worker bystander : bystanders) {
            bystander.await("here");
        }
    }

    /**
     * Starts so many owners at once, each with a lock of its own, and kills one after the other.
     *
     * @return how long it took each time until the waiter had the lock, in nanoseconds
     */
    List<Long> kill(int size) throws Exception {
        List<Long> nanos = new ArrayList<>();
        List<Worker> owners = new ArrayList<>();
        int first = locks;
        locks += size;
        try {
            for (int i = 0; i < size; i++) {
                owners.add(startOwner("lock-" + (first + i)));
            }
            for (Worker owner : owners) {
                owner.await("holding");
            }
            for (int i = 0; i < size; i++) {
                nanos.add(killAndWait(owners.get(i), "lock-" + (first + i)));
            }
            return nanos;
        } finally {
            owners.forEach(Worker::close);
        }
    }

    private Worker startOwner(String lock) throws Exception {
        int most = heapMegabytes + SPARE_MEGABYTES / 4;
        return Worker.start(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + most + "m", "-Xmn16m"),
                Holding.class,
                space.path().toString(),
                lock,
                Integer.toString(heapMegabytes));
    }

    private long killAndWait(Worker owner, String name) throws Exception {
        InterProcessLock lock = InterProcessLock.open(space, name);
        heir.send(name);
        while (lock.waiters() == 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        // At any moment between two looks of the heir's mourner.
        TimeUnit.NANOSECONDS.sleep(random.nextInt(MOURNING_ROUND_NANOS));
        long killed = System.nanoTime();
        owner.kill();
        return Long.parseLong(heir.await("acquired")) - killed;
    }

    @Override
    public void close() {
        if (heir != null) {
            heir.close();
        }
        bystanders.forEach(Worker::kill);
        bystanders.forEach(Worker::close);
        space.close();
    }
}
