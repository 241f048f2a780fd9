package dev.shm.demos;

import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shm demo crash-queue}. */
@Command(
        name = "crash-queue",
        description =
                "Kills JVMs (SIGKILL) at random that put into a queue and take out of it, and starts others for them: nothing"
                        + " that was put is lost, nothing that was dealt with comes again.")
final class CrashQueueDemo implements Callable<Integer> {
    private static final int EXACT = 0;
    private static final int FAILED = 1;
    private static final int PRODUCERS = 2;
    private static final int CONSUMERS = 2;
    private static final int MAX_KILLS = 1000;
    private static final long MOST_PARCELS = 10_000_000;
    private static final int MOST_MILLIS_TO_LIVE = 200;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "12",
            description = "How many JVMs to kill, 0 to 1000 (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Which ones are killed, and after how long; without, by chance.")
    private Long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        new Arguments(spec).require(kills >= 0 && kills <= MAX_KILLS, "--kills must be 0 to " + MAX_KILLS);
        long chosen = seed == null ? new Random().nextInt(Integer.MAX_VALUE) : seed;
        System.out.println("A SharedQueue that delivers again what the dead had in hand. " + PRODUCERS + " JVMs put, "
                + CONSUMERS + " take. Seed " + chosen + ".");
        try (Stage stage = Stage.open()) {
            return new Run(stage, new Random(chosen)).run();
        }
    }

    private final class Run {
        private final SharedSpace space;
        private final SharedQueue<Parcel> queue;
        private final QueueCrew crew;
        private final Random random;
        private final List<QueueCrew.Hand> alive = new ArrayList<>();
        private final List<String> killedProducers = new ArrayList<>();
        private final List<String> killedConsumers = new ArrayList<>();

        Run(Stage stage, Random random) {
            this.random = random;
            this.space = stage.space();
            this.queue = Parcel.queue(space);
            this.crew = new QueueCrew(space, stage);
        }

        int run() {
            // As long as this one lives there is somebody to wait for, though all producers may be dead at once for a
            // while.
            QueueCrew.producing(space).tryAcquire();
            for (int i = 0; i < PRODUCERS + CONSUMERS; i++) {
                alive.add(i < PRODUCERS ? crew.startProducer(MOST_PARCELS) : crew.startConsumer());
            }
            alive.forEach(QueueCrew.Hand::begin);
            Progress progress = Progress.begin(kills, () -> killedProducers.size() + killedConsumers.size());
            for (int i = 0; i < kills; i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(MOST_MILLIS_TO_LIVE)));
                replace(random.nextInt(alive.size()));
            }
            queue.close(); // producers end, consumers when they have taken what is left
            boolean whole = true;
            for (QueueCrew.Hand hand : alive) {
                whole &= hand.worker().awaitLine() != null;
            }
            progress.end();
            return tell(Account.settle(queue, Tally.all(space)), whole);
        }

        private void replace(int seat) {
            QueueCrew.Hand dead = alive.get(seat);
            dead.worker().kill();
            dead.worker().awaitExit();
            Stage.restIfInterrupted();
            (dead.isProducer() ? killedProducers : killedConsumers)
                    .add(Long.toString(dead.worker().pid()));
            QueueCrew.Hand heir = dead.isProducer() ? crew.startProducer(MOST_PARCELS) : crew.startConsumer();
            alive.set(seat, heir);
            heir.begin();
        }

        private void tellKilled(String what, List<String> pids) {
            System.out.println(
                    "Killed " + what + ": " + pids.size() + (pids.isEmpty() ? "" : ", pid " + String.join(" ", pids)));
        }

        private int tell(Account account, boolean whole) {
            Stage.restIfInterrupted();
            tellKilled("producers", killedProducers);
            tellKilled("consumers", killedConsumers);
            long inFlight = account.inFlight();
            System.out.println("Put: " + (account.put() - inFlight) + " elements, and " + inFlight
                    + " that somebody was just putting when it was killed");
            System.out.println("In hand of somebody that was killed: " + queue.orphans()
                    + ", delivered again and marked as such: " + account.returns());
            System.out.println("Taken: " + account.taken() + ", lost: " + account.lost()
                    + ", dealt with and come again: " + account.doubled());
            boolean exact = whole
                    && account.addsUp()
                    && account.waiting() == 0
                    && inFlight <= killedProducers.size()
                    && account.returns() == queue.orphans();
            if (!exact) {
                System.err.println("shm: not as expected: " + account + ", " + queue);
            }
            System.out.println(QueueDemo.verdict(account));
            return exact ? EXACT : FAILED;
        }
    }
}
