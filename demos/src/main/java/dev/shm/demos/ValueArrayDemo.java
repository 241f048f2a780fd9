package dev.shm.demos;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedDouble;
import dev.shm.value.SharedIntArray;
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
            long done = new Team(stage, processes, rounds)
                    .run(ValueArrayWorker.class, stage.space(), (share, report) -> "did " + share + " rounds");
            return conclude(stage.space(), done, processes * rounds);
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
