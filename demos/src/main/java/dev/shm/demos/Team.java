package dev.shm.demos;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.ArrayList;
import java.util.List;

/** Worker JVMs that do the same work step by step, all at the same time. */
final class Team {
    private final Stage stage;
    private final WorkerJvm[] workers;
    private final SharedLong[] shares;
    private final long steps;

    /**
     * A team, not started yet.
     *
     * @param stage where it is started, and the workers' shares are
     * @param workers how many
     * @param steps how many each of them does
     */
    Team(Stage stage, int workers, long steps) {
        this.stage = stage;
        this.workers = new WorkerJvm[workers];
        this.shares = new SharedLong[workers];
        this.steps = steps;
    }

    /** What a worker says of itself at its end. */
    interface Account {
        /**
         * {@return the end of the worker's line}
         * @param done how many steps
         * @param report what it said behind {@code done}
         */
        String of(long done, String report);
    }

    /**
     * Runs the workers to their ends, prints a line for each, and returns how many steps they have done.
     *
     * @param main of the workers
     * @param space where they work
     * @param account says how it went
     * @param more arguments behind those of a {@link Member}
     */
    long run(Class<?> main, SharedSpace space, Account account, String... more) {
        for (int i = 0; i < workers.length; i++) {
            String share = "share-" + (i + 1);
            shares[i] = SharedLong.create(stage.space(), share);
            List<String> arguments = new ArrayList<>(
                    List.of(space.path().toString(), stage.space().path().toString(), share, Long.toString(steps)));
            arguments.addAll(List.of(more));
            workers[i] = stage.start(main, arguments.toArray(new String[0]));
        }
        for (WorkerJvm worker : workers) {
            worker.awaitLine(); // one that has died is noticed below
        }
        String[] reports = new String[workers.length];
        Progress progress = Progress.begin(workers.length * steps, this::done);
        for (WorkerJvm worker : workers) {
            worker.send("go");
        }
        for (int i = 0; i < workers.length; i++) {
            reports[i] = workers[i].awaitLine();
        }
        progress.end();
        for (int i = 0; i < workers.length; i++) {
            System.out.println(describe(workers[i], shares[i].get(), reports[i], account));
        }
        return done();
    }

    /**
     * A worker killed between its last step and its share has done one more than this says: only what they worked on is exact.
     */
    private long done() {
        long sum = 0;
        for (SharedLong share : shares) {
            sum += share.get();
        }
        return sum;
    }

    private String describe(WorkerJvm worker, long share, String report, Account account) {
        String what = report == null
                ? worker.describeExit() + " after " + share + " of " + steps
                : account.of(share, report.substring("done ".length()));
        return "  pid " + worker.pid() + " " + what;
    }
}
