package dev.shm.demos;

import dev.shm.locks.InterProcessLock;
import dev.shm.process.ProcessInfo;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;

/** What {@code shm demo counter} does. The last line of its output is {@code Final counter: N}. */
final class CounterDemo {
    private static final int COMPLETE = 0;
    private static final int INCOMPLETE = 1;

    private final int processes;
    private final long increments;

    /**
     * A run of the demo.
     *
     * @param processes how many processes add
     * @param increments how much each of them adds
     */
    CounterDemo(int processes, long increments) {
        this.processes = processes;
        this.increments = increments;
    }

    /** Counts from 0 in a space that is gone afterwards; returns the exit status. */
    int inNewSpace() {
        try (Stage stage = Stage.open()) {
            System.out.println((processes == 1 ? "1 JVM adds " : processes + " JVMs, each adds ") + increments
                    + " to a counter in shared memory, under one lock.");
            SharedLong counter = Adder.counter(stage.space());
            Adder.lock(stage.space());
            run(stage, stage.space());
            return conclude(counter.get(), counter.get());
        }
    }

    /** Counts on in a space that others may be counting in; returns the exit status. */
    int in(SharedSpace space, boolean reset) {
        long start = begin(space, reset);
        System.out.println("Space " + space.name() + ": the counter "
                + (reset ? "is reset from " + start + " to 0" : "is at " + start)
                + ". Attached: " + others(space) + ".");
        long from = reset ? 0 : start;
        if (processes == 1) {
            try (Solo solo = Solo.of(new Adder(space, null, increments), increments)) {
                return tell(space, from, solo.run());
            }
        }
        try (Stage stage = Stage.open()) {
            return tell(space, from, run(stage, space));
        }
    }

    private long run(Stage stage, SharedSpace space) {
        return new Team(stage, processes, increments)
                .run(
                        CounterWorker.class,
                        space,
                        (added, contended) -> "added " + added + ", found the lock taken "
                                + (contended.equals("1") ? "once" : contended + " times"));
    }

    private static long begin(SharedSpace space, boolean reset) {
        SharedLong counter = Adder.counter(space);
        InterProcessLock lock = Adder.lock(space);
        lock.lock();
        try {
            return reset ? counter.getAndSet(0) : counter.get();
        } finally {
            lock.unlock();
        }
    }

    private int tell(SharedSpace space, long from, long added) {
        long total = Adder.counter(space).get();
        long byOthers = total - from - added;
        String others = byOthers == 0
                ? "nobody else did meanwhile"
                : byOthers > 0 ? "others added " + byOthers + " meanwhile" : "somebody reset the counter meanwhile";
        System.out.println("Added " + added + ", " + others + ". Attached: " + others(space) + ".");
        return conclude(added, total);
    }

    private int conclude(long added, long total) {
        Stage.restIfInterrupted();
        long due = processes * increments;
        if (added != due) {
            System.err.println("shm: " + added + " of " + due + " were added, " + (due - added) + " are missing");
        }
        System.out.println("Final counter: " + total);
        return added == due ? COMPLETE : INCOMPLETE;
    }

    static String others(SharedSpace space) {
        StringBuilder text = new StringBuilder();
        for (ProcessInfo process : space.processes()) {
            if (process.pid() != ProcessHandle.current().pid()) {
                text.append(text.length() == 0 ? "pid " : ", pid ").append(process.pid());
            }
        }
        return text.length() == 0 ? "only this JVM" : text.toString();
    }
}
