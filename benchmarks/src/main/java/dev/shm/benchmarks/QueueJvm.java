package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.QueuingThreads;
import dev.shm.benchmarks.workers.QueuingThreads.Whose;

/** Threads that pass numbers by a queue, in a JVM of their own; by turns by ours and by the JDK's. */
final class QueueJvm {
    static final String KEY = "elements_per_s";

    private static final int WARM_UP_TURNS = 3;

    private Worker worker;

    /** {@return one of its queues} */
    Candidate with(Whose whose) {
        return new Queue(whose);
    }

    private void start() throws Exception {
        if (worker == null) {
            worker = Worker.start(QueuingThreads.class);
            worker.await("here");
        }
    }

    private void close() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }

    private final class Queue implements Candidate {
        private final Whose whose;

        Queue(Whose whose) {
            this.whose = whose;
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
            worker.send(whose + " " + effort.runMillis());
            return Reading.parse(worker.await(""));
        }

        @Override
        public void close() {
            QueueJvm.this.close();
        }
    }
}
