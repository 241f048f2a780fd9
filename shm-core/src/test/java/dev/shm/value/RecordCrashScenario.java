package dev.shm.value;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.List;

/** How a process writes a record until it dies; as a main class, that process. */
enum RecordCrashScenario {
    /** Nobody has died before. */
    SET,
    /** One with the lock has died in the middle of a slot. The process, having inherited, begins to count and writes. */
    UPDATE_AFTER_DEATH,
    /** One element of an array. */
    SET_ELEMENT;

    static final long OLD = 1;
    static final long HALF_WRITTEN = 2;
    static final long NEW = 3;
    static final int ELEMENTS = 3;
    static final int ELEMENT = 1;
    /* The CAS, two details, the holder, the sequence, one of the three words. */
    static final int IN_THE_MIDDLE = 7;

    /** Three words that follow from a number. */
    record Triple(long a, long b, long c) {
        static Triple of(long n) {
            return new Triple(n, n * 31, ~n);
        }

        /** The number, after a check that the words are of one. */
        long number() {
            if (!equals(of(a))) {
                throw new AssertionError("torn: " + this);
            }
            return a;
        }
    }

    static String nameOf(int step) {
        return "record-" + step;
    }

    static SharedRecord<Triple> record(SharedSpace space, int step) {
        return SharedRecord.openOrCreate(space, nameOf(step), Triple.of(OLD));
    }

    static SharedRecordArray<Triple> array(SharedSpace space, int step) {
        return SharedRecordArray.openOrCreate(space, nameOf(step), ELEMENTS, Triple.of(OLD));
    }

    public static void main(String[] arguments) {
        RecordCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        int fatal = Integer.parseInt(arguments[3]);
        long number = Long.parseLong(arguments[4]);
        DeathWarnings.silence();
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        Runnable write = scenario.writer(space, step, number);
        // Composes handles and loads classes, which writes nothing.
        ComponentShape.of(Triple.class).encode(Triple.of(number));
        Child.prepareToDie();
        if (scenario == UPDATE_AFTER_DEATH && number == NEW) {
            record(space, step).updateAndGet(before -> {
                CrashPoint.arm(fatal, true);
                return Triple.of(before.number() - OLD + NEW);
            });
        } else {
            CrashPoint.arm(fatal, true);
            write.run();
        }
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private Runnable writer(SharedSpace space, int step, long number) {
        if (this == SET_ELEMENT) {
            SharedRecordArray<Triple> array = array(space, step);
            return () -> array.set(ELEMENT, Triple.of(number));
        }
        SharedRecord<Triple> record = record(space, step);
        return () -> record.set(Triple.of(number));
    }

    /** All that can be read, without the lock. */
    List<Triple> read(SharedSpace space, int step) {
        return this == SET_ELEMENT
                ? array(space, step).stream().toList()
                : List.of(record(space, step).get());
    }
}
