package dev.shm.locks;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.wait.SameWait;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another JVM that does with a lock what it is told, line by line, and says what came of it. */
final class LockActor {
    private LockActor() {}

    /** Starts one that waits in the same way as this JVM. */
    static ChildJvm start(SharedSpace space, String lock) {
        return ChildJvm.of(LockActor.class, space.path().toString(), lock)
                .options(SameWait.options())
                .start();
    }

    /** Has it do something and waits until it is done. */
    static String tell(ChildJvm actor, String order) {
        actor.send(order);
        return actor.awaitLine(order).substring(order.length() + 1);
    }

    public static void main(String[] arguments) throws InterruptedException {
        DeathWarnings.silence();
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            InterProcessLock lock = InterProcessLock.open(space, arguments[1]);
            for (String order = Child.awaitLine(); order != null; order = Child.awaitLine()) {
                String answer;
                try {
                    answer = act(lock, order);
                } catch (RuntimeException e) {
                    answer = e.getClass().getSimpleName() + ": " + e.getMessage();
                }
                Child.say(order + " " + answer);
            }
        }
    }

    private static String act(InterProcessLock lock, String order) throws InterruptedException {
        switch (order) {
            case "lock" -> {
                lock.lock();
                return "token " + lock.fencingToken();
            }
            case "unlock" -> lock.unlock();
            case "try" -> {
                return Boolean.toString(lock.tryLock());
            }
            case "timed" -> {
                return Boolean.toString(lock.tryLock(1, TimeUnit.MILLISECONDS));
            }
            case "die repairing" ->
                lock.repairingWith(death -> {
                            Child.say("repairing after " + death.pid());
                            Child.killMyself();
                        })
                        .lock();
            case "repair" ->
                lock.repairingWith(death -> Child.say("repairing after " + death.pid()))
                        .lock();
            case "lock and end thread" -> {
                Thread thread = new Thread(lock::lock);
                thread.start();
                thread.join();
            }
            case "tell" -> {
                return lock.toString();
            }
            case "exit" -> System.exit(3);
            default -> throw new AssertionError(order);
        }
        return "done";
    }
}
