package dev.shm.queues;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a process does with a queue that has the elements 0 to 3 in it, until it dies; as a main class, that process. */
enum QueueCrashScenario {
    /** It puts two more, a short one and one that has its bytes in the ring. */
    PUT(ConsumerDeathPolicy.REPORT),
    /** It takes two, of which the first is done with the second. */
    TAKE(ConsumerDeathPolicy.REPORT),
    /** The same of a queue that redelivers. */
    TAKE_OR_REDELIVER(ConsumerDeathPolicy.REDELIVER),
    /** It takes all at once. */
    DRAIN(ConsumerDeathPolicy.REPORT),
    /** It receives three, of which the second is done before the first. */
    DONE_OUT_OF_ORDER(ConsumerDeathPolicy.REDELIVER),
    /** It takes two and says that each is done. */
    TASK_DONE(ConsumerDeathPolicy.REPORT),
    /** It removes the elements 1 and 2 from between the others. */
    REMOVE(ConsumerDeathPolicy.REPORT),
    /** A dead one had 0 and 1 in hand: it takes the first of them. */
    SETTLE(ConsumerDeathPolicy.REDELIVER),
    /** The same where they are lost: it takes 2. */
    SETTLE_LOST(ConsumerDeathPolicy.REPORT),
    /** It waits for an element for a while, with all in hand. */
    WAIT_IN_VAIN(ConsumerDeathPolicy.REDELIVER),
    /** It puts until there is no more room, with the first one in hand, whose bytes are in the way. */
    PUT_IN_VAIN(ConsumerDeathPolicy.REDELIVER),
    /** It puts one for which there is room only if a long one, which it has in hand, is moved up by less than its length. */
    PUT_AND_MOVE(ConsumerDeathPolicy.REDELIVER),
    /** It closes the queue. */
    CLOSE(ConsumerDeathPolicy.REPORT),
    /** It has one in hand when it leaves the space. */
    LEAVE(ConsumerDeathPolicy.REDELIVER);

    static final int ELEMENTS = 4;
    static final int CAPACITY = 8;
    static final int CAPACITY_BYTES = 256;
    static final String READY = "ready";
    static final String LONG_ELEMENT = "long".repeat(CAPACITY_BYTES / 8) + ", as all that is no longer than this";
    static final String SHORT_ELEMENT = "short, but too long for a slot";
    private static final int IN_VAIN_MILLIS = 30;

    private final ConsumerDeathPolicy policy;

    QueueCrashScenario(ConsumerDeathPolicy policy) {
        this.policy = policy;
    }

    /** Opens a queue, or makes it. */
    SharedQueue<String> openOrCreate(SharedSpace space, int number) {
        return SharedQueue.openOrCreate(space, "queue-" + number, TestCodecs.TEXTS, CAPACITY, CAPACITY_BYTES, policy);
    }

    /** {@return element number i: each other one has its bytes in the ring} */
    static String element(int i) {
        return i % 2 == 0 ? "element " + i : "element " + i + ", which is longer than a slot";
    }

    boolean beginsWithVictim() {
        return this == SETTLE || this == SETTLE_LOST;
    }

    public static void main(String[] arguments) throws InterruptedException {
        QueueCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        SharedQueue<String> queue = scenario.openOrCreate(space, step);
        Child.prepareToDie();
        List<Delivery<String>> received = new ArrayList<>();
        scenario.prepare(queue, received);
        CrashPoint.arm(step, Boolean.parseBoolean(arguments[3]));
        scenario.act(space, queue, received);
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private void prepare(SharedQueue<String> queue, List<Delivery<String>> received) throws InterruptedException {
        if (this == LEAVE) {
            received.add(queue.receive());
        }
        if (this == PUT_AND_MOVE) {
            queue.drainTo(new ArrayList<>());
            queue.poll();
            queue.put(LONG_ELEMENT);
            received.add(queue.receive());
            for (int i = 0; i < 3; i++) {
                queue.put(SHORT_ELEMENT);
                queue.poll();
            }
            queue.poll();
        }
    }

    private void act(SharedSpace space, SharedQueue<String> queue, List<Delivery<String>> received)
            throws InterruptedException {
        switch (this) {
            case PUT -> {
                queue.put(element(ELEMENTS));
                queue.put(element(ELEMENTS + 1));
            }
            case TAKE, TAKE_OR_REDELIVER -> {
                queue.take();
                queue.take();
            }
            case DRAIN -> queue.drainTo(new ArrayList<>());
            case DONE_OUT_OF_ORDER -> {
                for (int i = 0; i < 3; i++) {
                    received.add(queue.receive());
                }
                received.get(1).done();
                received.get(0).done();
            }
            case TASK_DONE -> {
                for (int i = 0; i < 2; i++) {
                    queue.take();
                    queue.taskDone();
                }
            }
            case REMOVE -> {
                queue.remove(element(1));
                Iterator<String> walk = queue.iterator();
                walk.next();
                walk.next();
                walk.remove();
            }
            case SETTLE, SETTLE_LOST -> {
                queue.orphans(); // finds out who is dead
                queue.receive();
            }
            case WAIT_IN_VAIN -> {
                for (int i = 0; i < ELEMENTS; i++) {
                    received.add(queue.receive());
                }
                queue.poll(IN_VAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
            case PUT_IN_VAIN -> {
                received.add(queue.receive());
                received.add(queue.receive());
                queue.poll();
                while (queue.offer(element(1), IN_VAIN_MILLIS, TimeUnit.MILLISECONDS)) {}
            }
            case PUT_AND_MOVE -> queue.put(SHORT_ELEMENT);
            case CLOSE -> queue.close();
            default -> space.close();
        }
    }

    /** Dies with two elements of each queue of a space in hand. */
    static final class Victim {
        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            for (int i = 1; i <= Integer.parseInt(arguments[2]); i++) {
                SharedQueue<String> queue = valueOf(arguments[1]).openOrCreate(space, i);
                queue.receive();
                queue.receive();
            }
            Child.say(READY);
            Child.awaitLine();
        }
    }
}
