package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.CountingThreads;

/** Two threads that count under a fair {@code ReentrantLock}, in a JVM of their own. */
final class FairThreads implements Candidate {
    private static final int WARM_UP_TURNS = 3;

    private Worker worker;

    @Override
    public void prepare() throws Exception {
        worker = Worker.start(CountingThreads.class);
        worker.await("here");
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            turn(Effort.QUICK);
        }
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        worker.send(Integer.toString(effort.runMillis()));
        return Reading.parse(worker.await(""));
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }
}
