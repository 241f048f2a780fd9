package dev.shm.benchmarks;

/** Threads of one JVM of their own, in which candidates have their turns one after the other. */
final class ThreadsJvm {
    static final String ELEMENTS_KEY = "elements_per_s";

    private static final int WARM_UP_TURNS = 3;

    private final Class<?> main;
    private Worker worker;

    /**
     * A JVM, not started yet.
     *
     * @param main hears for each turn what its candidate says, and for how many milliseconds
     */
    ThreadsJvm(Class<?> main) {
        this.main = main;
    }

    /**
     * {@return one that has its turns in this JVM}
     * @param words what it says before the milliseconds
     */
    Candidate with(String... words) {
        return new Threads(words);
    }

    private void start() throws Exception {
        if (worker == null) {
            worker = Worker.start(main);
            worker.await("here");
        }
    }

    private void close() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }

    private final class Threads implements Candidate {
        private final String[] words;

        Threads(String... words) {
            this.words = words;
        }

        @Override
        public void prepare() throws Exception {
            start();
            for (int i = 0; i < WARM_UP_TURNS; i++) {
                turn(Effort.QUICK);
            }
        }

        @Override
        public Reading turn(Effort effort) throws Exception {
            worker.send((String.join(" ", words) + " " + effort.runMillis()).trim());
            return Reading.parse(worker.await(""));
        }

        @Override
        public void close() {
            ThreadsJvm.this.close();
        }
    }
}
