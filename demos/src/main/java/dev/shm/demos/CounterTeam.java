package dev.shm.demos;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;

/** Worker JVMs that add to one counter, all at the same time. */
final class CounterTeam {
    private final Stage stage;
    private final SharedSpace space;
    private final long increments;
    private final WorkerJvm[] workers;
    private final SharedLong[] shares;

    /**
     * A team, not started yet.
     *
     * @param stage where it is started, and the workers' shares are
     * @param space where the counter and the lock are
     * @param processes how many workers
     * @param increments how much each of them adds
     */
    CounterTeam(Stage stage, SharedSpace space, int processes, long increments) {
        this.stage = stage;
        this.space = space;
        this.increments = increments;
        workers = new WorkerJvm[processes];
        shares = new SharedLong[processes];
    }

    /** Runs the workers to their ends, prints a line for each, and returns how much they have added. */
    long run() {
        for (int i = 0; i < workers.length; i++) {
            String share = "share-" + (i + 1);
            shares[i] = SharedLong.create(stage.space(), share);
            workers[i] = stage.start(
                    CounterWorker.class,
                    space.path().toString(),
                    stage.space().path().toString(),
                    share,
                    Long.toString(increments));
        }
        for (WorkerJvm worker : workers) {
            worker.awaitLine(); // one that has died is noticed below
        }
        String[] reports = new String[workers.length];
        Progress progress = Progress.begin(workers.length * increments, this::added);
        for (WorkerJvm worker : workers) {
            worker.send("go");
        }
        for (int i = 0; i < workers.length; i++) {
            reports[i] = workers[i].awaitLine();
        }
        progress.end();
        for (int i = 0; i < workers.length; i++) {
            System.out.println(describe(workers[i], shares[i].get(), reports[i]));
        }
        return added();
    }

    /**
     * A worker killed between the counter and its share has added one more than this says: only the counter itself is exact.
     */
    private long added() {
        long sum = 0;
        for (SharedLong share : shares) {
            sum += share.get();
        }
        return sum;
    }

    private String describe(WorkerJvm worker, long share, String report) {
        String what = report == null
                ? worker.describeExit() + " after " + share + " of " + increments
                : "added " + share + ", found the lock taken " + times(report.substring("done ".length()));
        return "  pid " + worker.pid() + " " + what;
    }

    private static String times(String count) {
        return count.equals("1") ? "once" : count + " times";
    }
}
