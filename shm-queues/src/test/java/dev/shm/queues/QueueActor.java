package dev.shm.queues;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.wait.SameWait;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that does with a queue of longs what it is told, line by line, and says what came of it. */
final class QueueActor {
    static final String QUEUE = "queue";

    private QueueActor() {}

    /** Starts one that waits in the same way as this JVM. */
    static ChildJvm start(SharedSpace space) {
        return of(space).options(SameWait.options()).start();
    }

    /** One that is yet to be told how it starts. */
    static ChildJvmBuilder of(SharedSpace space) {
        return ChildJvm.of(QueueActor.class, space.path().toString());
    }

    /** Has it do something and waits until it is done. */
    static String tell(ChildJvm actor, String order) {
        actor.send(order);
        return hear(actor, order);
    }

    /** Waits until something is done that it was sent. */
    static String hear(ChildJvm actor, String order) {
        return actor.awaitLine(order + ": ").substring(order.length() + 2);
    }

    public static void main(String[] arguments) throws InterruptedException {
        DeathWarnings.silence();
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            SharedQueue<Long> queue = SharedQueue.open(space, QUEUE, Codecs.longs());
            for (String order = Child.awaitLine(); order != null; order = Child.awaitLine()) {
                String answer;
                try {
                    answer = String.valueOf(act(queue, order.split(" ")));
                } catch (RuntimeException | InterruptedException e) {
                    answer = e.getClass().getSimpleName();
                }
                Child.say(order + ": " + answer);
            }
        }
    }

    private static Object act(SharedQueue<Long> queue, String[] order) throws InterruptedException {
        long number = order.length > 1 ? Long.parseLong(order[1]) : 0;
        switch (order[0]) {
            case "put" -> queue.put(number);
            case "offer" -> {
                return queue.offer(number);
            }
            case "take" -> {
                return queue.take();
            }
            case "poll" -> {
                return queue.poll();
            }
            case "wait" -> {
                return queue.poll(number, TimeUnit.MILLISECONDS);
            }
            case "receive" -> {
                Delivery<Long> delivery = queue.receive();
                return delivery.element() + (delivery.isRedelivered() ? " again" : "");
            }
            case "remove" -> {
                return queue.remove(number);
            }
            case "drain" -> {
                List<Long> drained = new ArrayList<>();
                queue.drainTo(drained);
                return drained;
            }
            case "list" -> {
                return new ArrayList<>(queue);
            }
            case "done" -> queue.taskDone();
            case "join" -> queue.join();
            case "close" -> queue.close();
            case "exit" -> System.exit(3);
            case "halt" -> Runtime.getRuntime().halt(3);
            case "produce" -> {
                for (long i = 0; i < Long.parseLong(order[2]); i++) {
                    queue.put(number * Long.parseLong(order[2]) + i);
                }
            }
            case "consume" -> {
                return consume(queue, number);
            }
            case "interrupted" -> {
                Thread.currentThread().interrupt();
                return queue.take();
            }
            default -> throw new AssertionError(order[0]);
        }
        return "ok";
    }

    /** The sum of all that come until it is closed; those of each producer in their order. */
    static String consume(SharedQueue<Long> queue, long each) throws InterruptedException {
        long[] last = new long[16];
        long count = 0;
        long sum = 0;
        try {
            while (true) {
                long element = queue.take();
                int producer = (int) (element / each);
                if (element % each < last[producer]) {
                    return element + " out of order";
                }
                last[producer] = element % each;
                count++;
                sum += element;
                queue.taskDone();
            }
        } catch (QueueClosedException e) {
            return count + " " + sum;
        }
    }
}
