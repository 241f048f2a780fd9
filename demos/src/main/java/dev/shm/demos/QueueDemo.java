package dev.shm.demos;

import dev.shm.locks.InterProcessSemaphore;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shm demo queue}. */
@Command(
        name = "queue",
        description =
                "JVMs put numbered elements into one queue, others take them, and what was put and what was taken add up."
                        + " With --space, type it in several terminals: producers in one, consumers in another, or both.")
final class QueueDemo implements Callable<Integer> {
    private static final int COMPLETE = 0;
    private static final int INCOMPLETE = 1;
    private static final int DEFAULT_JVMS = 2;
    private static final int MAX_JVMS = 100;
    private static final long MAX_ELEMENTS = 10_000_000;

    @Option(names = "--producers", paramLabel = "N", description = "JVMs that put, 0 to 100 (default: 2).")
    private Integer producers;

    @Option(names = "--consumers", paramLabel = "N", description = "JVMs that take, 0 to 100 (default: 2).")
    private Integer consumers;

    @Option(
            names = "--elements",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many each producer puts (default: ${DEFAULT-VALUE}).")
    private long elements;

    @Option(
            names = "--space",
            paramLabel = "NAME",
            description =
                    "The space that has the queue; made if there is none, and it stays. If only --producers or only"
                            + " --consumers is given, there are none of the others: they are in other terminals. Consumers"
                            + " end when the queue is empty and no producer is left. Without: a space that is gone"
                            + " afterwards.")
    private String space;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Arguments arguments = new Arguments(spec);
        if (space != null && (producers == null) != (consumers == null)) {
            producers = producers == null ? 0 : producers;
            consumers = consumers == null ? 0 : consumers;
        }
        producers = producers == null ? DEFAULT_JVMS : producers;
        consumers = consumers == null ? DEFAULT_JVMS : consumers;
        int least = space == null ? 1 : 0;
        arguments.require(
                producers >= least && producers <= MAX_JVMS,
                "--producers must be " + least + " to " + MAX_JVMS + (least > 0 ? " without --space" : ""));
        arguments.require(
                consumers >= least && consumers <= MAX_JVMS,
                "--consumers must be " + least + " to " + MAX_JVMS + (least > 0 ? " without --space" : ""));
        arguments.require(producers + consumers > 0, "--producers or --consumers must be more than 0");
        arguments.require(elements >= 0 && elements <= MAX_ELEMENTS, "--elements must be 0 to 10^7");
        if (space == null) {
            try (Stage stage = Stage.open()) {
                System.out.println("A SharedQueue. " + intent() + ".");
                return run(stage, stage.space());
            }
        }
        try (SharedSpace opened = arguments.open(space)) {
            System.out.println("Space " + opened.name() + ": a SharedQueue, "
                    + Parcel.queue(opened).size() + " elements in it. " + intent() + ". Attached: "
                    + CounterDemo.others(opened) + ".");
            try (Stage stage = Stage.open()) {
                return run(stage, opened);
            }
        }
    }

    private String intent() {
        String put = jvms(producers, "puts ", "put ") + elements + (producers == 1 ? "" : " each");
        String take = jvms(consumers, "takes", "take");
        return producers == 0 ? take : consumers == 0 ? put : put + ", " + take;
    }

    private static String jvms(int count, String one, String several) {
        return count == 1 ? "1 JVM " + one : count + " JVMs " + several;
    }

    private int run(Stage stage, SharedSpace opened) {
        SharedQueue<Parcel> queue = Parcel.queue(opened);
        QueueCrew crew = new QueueCrew(opened, stage);
        InterProcessSemaphore producing = QueueCrew.producing(opened);
        List<QueueCrew.Hand> putting = new ArrayList<>();
        List<QueueCrew.Hand> taking = new ArrayList<>();
        if (producers > 0) {
            producing.acquireUninterruptibly(); // consumers, wherever they are, go on
        }
        for (int i = 0; i < producers; i++) {
            putting.add(crew.startProducer(elements));
        }
        for (int i = 0; i < consumers; i++) {
            taking.add(crew.startConsumer());
        }
        Progress progress = Progress.begin(goal(), crew::done);
        putting.forEach(QueueCrew.Hand::begin);
        taking.forEach(QueueCrew.Hand::begin);
        List<String> lines = new ArrayList<>();
        for (QueueCrew.Hand hand : putting) {
            lines.add(describe(hand, "put"));
        }
        if (space == null) {
            queue.close();
        }
        if (producers > 0) {
            producing.release();
        }
        for (QueueCrew.Hand hand : taking) {
            lines.add(describe(hand, "took"));
        }
        progress.end();
        Stage.restIfInterrupted();
        lines.forEach(System.out::println);
        List<Tally> own = putting.stream().map(QueueCrew.Hand::tally).toList();
        // Where nobody takes here, others may still be putting and taking: only what was put here stands still.
        return conclude(Account.settle(queue, consumers > 0 ? Tally.all(opened) : own), own);
    }

    /** In steps of putting and of taking; of those that only take nobody knows how many they will get. */
    private long goal() {
        return producers == 0 ? -1 : producers * elements * (consumers == 0 ? 1 : 2);
    }

    private static String describe(QueueCrew.Hand hand, String did) {
        String report = hand.worker().awaitLine();
        long share = hand.share().get();
        String what = report == null ? hand.worker().describeExit() + " after it " + did + " " : did + " ";
        String redelivered = report == null ? "" : report.substring("done ".length());
        return "  pid " + hand.worker().pid() + " " + what + share
                + (redelivered.isEmpty() || redelivered.equals("0")
                        ? ""
                        : ", of which " + redelivered + " had been in hand of one that died");
    }

    private int conclude(Account account, List<Tally> own) {
        Stage.restIfInterrupted();
        long due = producers * elements;
        long put = own.stream().mapToLong(Tally::put).sum();
        if (put != due) {
            System.err.println("shm: " + put + " of " + due + " were put, " + (due - put) + " are missing");
        }
        System.out.println("Put:   " + account.put() + " elements, their sum is " + account.putSum());
        System.out.println("Taken: " + account.taken() + " elements, their sum is " + account.takenSum());
        if (account.waiting() > 0) {
            System.out.println("Left:  " + account.waiting() + " elements, their sum is " + account.waitingSum());
        }
        System.out.println(verdict(account));
        return account.addsUp() && put == due ? COMPLETE : INCOMPLETE;
    }

    static String verdict(Account account) {
        return account.addsUp()
                ? "It adds up: nothing is lost, nothing is doubled."
                : "It does not add up: lost " + account.lost() + ", doubled " + account.doubled() + ".";
    }
}
