package dev.shm.demos;

import dev.shm.ShmException;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.nio.file.Path;

/** A JVM of {@code shm demo value-array}: does its rounds when told to. */
public final class ValueArrayWorker {
    private ValueArrayWorker() {}

    /**
     * Called by the parent.
     *
     * @param arguments the space, the name of the share in it, how many rounds
     */
    public static void main(String[] arguments) {
        Parent parent = new Parent();
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            Negator negator = new Negator(space, SharedLong.open(space, arguments[1]), Long.parseLong(arguments[2]));
            parent.say("ready");
            if (!parent.awaitLine()) {
                return;
            }
            parent.endWithMe(negator::stop);
            negator.run();
        } catch (ShmException e) {
            System.err.println("shm: " + e.getMessage());
            System.exit(1);
        }
        parent.say("done");
    }
}
