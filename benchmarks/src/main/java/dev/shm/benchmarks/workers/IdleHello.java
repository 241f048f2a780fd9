package dev.shm.benchmarks.workers;

/** The least that a JVM can do, but that it doesn't end. */
public final class IdleHello {
    private IdleHello() {}

    public static void main(String[] arguments) {
        Parent.say("idle pid=" + ProcessHandle.current().pid());
        Parent.follow();
    }
}
