package dev.shm.demos;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedDouble;
import dev.shm.value.SharedIntArray;
import dev.shm.value.SharedLong;
import java.util.Arrays;

/** What {@code shm demo value-array} does. The last two lines of its output are the value and the array. */
final class ValueArrayDemo {
    private static final int COMPLETE = 0;
    private static final int INCOMPLETE = 1;

    private final long rounds;

    /**
     * A run of the demo.
     *
     * @param rounds how often each JVM negates the array and adds to the value
     */
    ValueArrayDemo(long rounds) {
        this.rounds = rounds;
    }

    /** Several JVMs, in a space that is gone afterwards; returns the exit status. */
    int inNewSpace(int processes) {
        try (Stage stage = Stage.open()) {
            System.out.println("A SharedDouble, 0.0, and a SharedIntArray, 0 to 9. "
                    + (processes == 1 ? "1 JVM, " : processes + " JVMs, each ") + rounds
                    + " times: negate the array under its own lock, add " + Negator.STEP + " to the value.");
            Negator.value(stage.space());
            Negator.array(stage.space());
            SharedLong[] shares = new SharedLong[processes];
            WorkerJvm[] workers = new WorkerJvm[processes];
            for (int i = 0; i < processes; i++) {
                shares[i] = SharedLong.create(stage.space(), "share-" + (i + 1));
                workers[i] = stage.start(
                        ValueArrayWorker.class,
                        stage.space().path().toString(),
                        shares[i].name(),
                        Long.toString(rounds));
            }
            run(workers, shares);
            return conclude(stage.space(), sum(shares), processes * rounds);
        }
    }

    private void run(WorkerJvm[] workers, SharedLong[] shares) {
        for (WorkerJvm worker : workers) {
            worker.awaitLine(); // one that has died is noticed below
        }
        Progress progress = Progress.begin(workers.length * rounds, () -> sum(shares));
        for (WorkerJvm worker : workers) {
            worker.send("go");
        }
        String[] reports = new String[workers.length];
        for (int i = 0; i < workers.length; i++) {
            reports[i] = workers[i].awaitLine();
        }
        progress.end();
        for (int i = 0; i < workers.length; i++) {
            System.out.println("  pid " + workers[i].pid() + " "
                    + (reports[i] == null
                            ? workers[i].describeExit() + " after " + shares[i].get() + " of " + rounds
                            : "did " + shares[i].get() + " rounds"));
        }
    }

    /** This JVM alone, in a space where others may do the same; returns the exit status. */
    int in(SharedSpace space) {
        SharedDouble value = Negator.value(space);
        SharedIntArray array = Negator.array(space);
        System.out.println("Space " + space.name() + ": the value is " + value + ", the array " + look(array)
                + ". Attached: " + CounterDemo.others(space) + ".");
        try (Solo solo = Solo.of(new Negator(space, null, rounds), rounds)) {
            long done = solo.run();
            System.out.println("Did " + done + " rounds. Attached: " + CounterDemo.others(space) + ".");
            return conclude(space, done, rounds);
        }
    }

    private static long sum(SharedLong[] shares) {
        long sum = 0;
        for (SharedLong share : shares) {
            sum += share.get();
        }
        return sum;
    }

    private static int conclude(SharedSpace space, long done, long due) {
        Stage.restIfInterrupted();
        if (done != due) {
            System.err.println("shm: " + done + " of " + due + " rounds were done, " + (due - done) + " are missing");
        }
        String array = look(Negator.array(space));
        System.out.println("Value: " + Negator.value(space));
        System.out.println("Array: " + array);
        return done == due ? COMPLETE : INCOMPLETE;
    }

    /** Under the lock: in the middle of a round some are negated and some are not. */
    private static String look(SharedIntArray array) {
        InterProcessLock lock = InterProcessLock.of(array);
        lock.lock();
        try {
            return Arrays.toString(array.toArray());
        } finally {
            lock.unlock();
        }
    }
}
