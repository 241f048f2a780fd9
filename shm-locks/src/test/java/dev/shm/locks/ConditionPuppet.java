package dev.shm.locks;

import dev.shm.robust.DeathWarnings;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.wait.WaitPoints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Another JVM that waits for the conditions of a lock and signals them, as it is told line by line. */
final class ConditionPuppet {
    static final String LOCK = "lock";

    private final InterProcessLock lock;

    private ConditionPuppet(InterProcessLock lock) {
        this.lock = lock;
    }

    static ChildJvmBuilder of(SharedSpace space, String... options) {
        return ChildJvm.of(ConditionPuppet.class, space.path().toString()).options(options);
    }

    static ChildJvm start(SharedSpace space, String... options) {
        ChildJvm child = of(space, options).start();
        child.awaitLine("ready");
        return child;
    }

    /** Has it do something, and waits until it is done. */
    static void tell(ChildJvm puppet, String order) {
        puppet.send(order);
        puppet.awaitLine("done " + order);
    }

    public static void main(String[] arguments) throws Exception {
        DeathWarnings.silence();
        SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
        ConditionPuppet puppet = new ConditionPuppet(InterProcessLock.open(space, LOCK));
        puppet.warmUp();
        Child.say("ready");
        for (String order = Child.awaitLine(); order != null; order = Child.awaitLine()) {
            puppet.obey(order.split(" "));
            Child.say("done " + order);
        }
    }

    /** So that a wait goes straight to sleep: the first one loads native code. */
    private void warmUp() throws InterruptedException {
        lock.lock();
        lock.condition(7).await(1, TimeUnit.MILLISECONDS);
        lock.unlock();
    }

    private void obey(String[] words) throws Exception {
        int number = words.length > 1 && words[1].length() < 9 ? Integer.parseInt(words[1]) : 0;
        switch (words[0]) {
            case "lock" -> lock.lock();
            case "unlock" -> lock.unlock();
            case "signal" -> signal(lock.condition(number), 1);
            case "signalAll" -> signal(lock.condition(number), Integer.MAX_VALUE);
            case "signalAndDie" -> {
                Child.prepareToDie();
                lock.lock();
                lock.condition(number).signal();
                Child.killMyself();
            }
            case "wait" -> start(() -> await(lock, number));
            case "waitRepairing" -> start(() -> await(lock.repairingWith(death -> Child.say("repairs")), number));
            case "acquire" ->
                start(() -> {
                    lock.lock();
                    Child.say("acquired");
                    lock.unlock();
                });
            case "signalThis" -> signal(read(words[1]), 1);
            case "native" -> Child.say("native " + WaitPoints.isKernel());
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    /** Until there is a signal, or for no reason: then it says so. */
    private static void await(InterProcessLock lock, int number) {
        try {
            lock.lock();
            lock.condition(number).awaitUninterruptibly();
            Child.say("woken " + number);
            lock.unlock();
        } catch (RuntimeException e) {
            Child.say("refused " + number + " " + e.getClass().getSimpleName());
        }
    }

    private void signal(InterProcessCondition condition, int count) {
        lock.lock();
        try {
            condition.signal(count);
        } finally {
            lock.unlock();
        }
    }

    private static InterProcessCondition read(String text) throws IOException, ClassNotFoundException {
        byte[] bytes = Base64.getDecoder().decode(text);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (InterProcessCondition) in.readObject();
        }
    }

    /** A lock under its name, of some policy. */
    static InterProcessLock create(SharedSpace space, OwnerDeathPolicy policy) {
        return InterProcessLock.create(space, LOCK, policy);
    }
}
