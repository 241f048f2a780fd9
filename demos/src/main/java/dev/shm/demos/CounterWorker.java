package dev.shm.demos;

import dev.shm.ShmException;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.nio.file.Path;

/** A JVM of {@code shm demo counter}: adds its share when told to, and tells how it went. */
public final class CounterWorker {
    private CounterWorker() {}

    /**
     * Called by the parent.
     *
     * @param arguments the space with the counter, the space and the name of the share, how much to add
     */
    public static void main(String[] arguments) {
        Parent parent = new Parent();
        long contended = 0;
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
                SharedSpace stage = SharedSpace.open(Path.of(arguments[1]))) {
            SharedLong share = SharedLong.open(stage, arguments[2]);
            Adder adder = new Adder(space, share, Long.parseLong(arguments[3]));
            parent.say("ready");
            if (!parent.awaitLine()) {
                return;
            }
            parent.endWithMe(new Runnable() {
                @Override
                public void run() {
                    adder.stop();
                }
            });
            adder.run();
            contended = adder.contended();
        } catch (ShmException e) {
            System.err.println("shm: " + e.getMessage());
            System.exit(1);
        }
        parent.say("done " + contended); // and detached already, for who looks now
    }
}
