package dev.shm.queues;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a process does with the second end of a pipe until it dies; as a main class, that process. */
enum PipeCrashScenario {
    /** It takes the end. */
    TAKE,
    /** It sends two elements, a short one and one that has its bytes in the ring. */
    SEND,
    /** It sends until there is no more room, and waits there for a while. */
    SEND_IN_VAIN,
    /** It receives two, while the other one sends as many as it can. */
    RECEIVE,
    /** It waits for an element for a while. */
    RECEIVE_IN_VAIN,
    /** It has sent one element, and closes the end. */
    CLOSE,
    /** It has sent one element, and leaves the space. */
    LEAVE;

    static final int CAPACITY = 2;
    static final int CAPACITY_BYTES = 128;
    static final int SENT = 2;
    static final String DID = "did ";
    private static final int IN_VAIN_MILLIS = 30;

    static SharedPipe<String> openOrCreate(SharedSpace space, int number) {
        return SharedPipe.openOrCreate(space, "pipe-" + number, TestCodecs.TEXTS, CAPACITY, CAPACITY_BYTES);
    }

    /** {@return element number i: each other one has its bytes in the ring} */
    static String element(int i) {
        return i % 2 == 0 ? "element " + i : "element " + i + ", which is longer than a slot";
    }

    public static void main(String[] arguments) throws InterruptedException {
        PipeCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        SharedPipe<String> pipe = openOrCreate(space, step);
        Child.prepareToDie();
        PipeEnd<String> end = scenario == TAKE ? null : pipe.second();
        if (scenario == CLOSE || scenario == LEAVE) {
            end.send(element(0));
        }
        CrashPoint.arm(step, Boolean.parseBoolean(arguments[3]));
        scenario.act(space, pipe, end);
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private void act(SharedSpace space, SharedPipe<String> pipe, PipeEnd<String> end) throws InterruptedException {
        switch (this) {
            case TAKE -> pipe.second();
            case SEND -> {
                for (int i = 0; i < SENT; i++) {
                    end.send(element(i));
                    Child.say(DID + i);
                }
            }
            case SEND_IN_VAIN -> {
                for (int i = 0; end.send(element(i), IN_VAIN_MILLIS, TimeUnit.MILLISECONDS); i++) {
                    Child.say(DID + i);
                }
            }
            case RECEIVE -> {
                for (int i = 0; i < SENT; i++) {
                    Child.say(DID + end.receive());
                }
            }
            case RECEIVE_IN_VAIN -> end.receive(IN_VAIN_MILLIS, TimeUnit.MILLISECONDS);
            case CLOSE -> end.close();
            default -> space.close();
        }
    }
}
