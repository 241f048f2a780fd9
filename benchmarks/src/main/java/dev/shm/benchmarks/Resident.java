package dev.shm.benchmarks;

import java.util.function.ToIntFunction;

/** A process that lives on, in which candidates have their turns one after the other, until the last of them has had its last. */
final class Resident {
    static final String ELEMENTS_KEY = "elements_per_s";
    static final String TASKS_KEY = "tasks_per_s";
    static final String CALL_KEY = "ns_per_call";

    private static final int JVM_WARM_UP_MILLIS = 1200; // as long as it takes until compiled code runs
    private static final int PYTHON_WARM_UP_MILLIS = 300;

    private final Start start;
    private final int warmUpMillis;
    private int firstWarmUpMillis;
    private ToIntFunction<Effort> millis = Effort::runMillis;
    private int guests; // that have not had their last turn
    private Worker worker;

    /** How it comes to life. */
    private interface Start {
        Worker start() throws Exception;
    }

    private Resident(Start start, int warmUpMillis) {
        this.start = start;
        this.warmUpMillis = warmUpMillis;
        this.firstWarmUpMillis = warmUpMillis;
    }

    /**
     * {@return a JVM, not started yet}
     * @param main hears for each turn what its candidate says, and for how many milliseconds
     */
    static Resident jvm(Class<?> main) {
        return new Resident(() -> Worker.start(main), JVM_WARM_UP_MILLIS);
    }

    /**
     * {@return a Python, not started yet}
     * @param peer the name of its source, without the ending; it hears the same
     */
    static Resident python(String peer) {
        return new Resident(() -> Worker.start(peer, Peer.python(peer)), PYTHON_WARM_UP_MILLIS);
    }

    /** Sets how long a turn is measured at least. */
    Resident millis(ToIntFunction<Effort> number) {
        millis = number;
        return this;
    }

    /** Sets how long the first one that comes warms it up: what all have in common takes longer than what each does. */
    Resident firstWarmUp(int number) {
        firstWarmUpMillis = number;
        return this;
    }

    /**
     * {@return one that has its turns in this process}
     * @param words what it says before the milliseconds
     */
    Candidate with(String... words) {
        guests++;
        return new Guest(words);
    }

    private void start() throws Exception {
        worker = start.start();
        worker.await("here");
    }

    private void leave() {
        guests--;
        if (guests == 0 && worker != null) {
            worker.close();
            worker = null;
        }
    }

    private final class Guest implements Candidate {
        private final String[] words;
        private boolean isOver;

        Guest(String... words) {
            this.words = words;
        }

        @Override
        public void prepare() throws Exception {
            boolean isFirst = worker == null;
            if (isFirst) {
                start();
            }
            turn(isFirst ? firstWarmUpMillis : warmUpMillis);
        }

        @Override
        public Reading turn(Effort effort) throws Exception {
            return turn(millis.applyAsInt(effort));
        }

        private Reading turn(int least) throws Exception {
            worker.send((String.join(" ", words) + " " + least).trim());
            return Reading.parse(worker.await(""));
        }

        @Override
        public void close() {
            if (!isOver) {
                isOver = true;
                leave();
            }
        }
    }
}
