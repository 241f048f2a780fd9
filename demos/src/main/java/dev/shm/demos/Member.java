package dev.shm.demos;

import dev.shm.ShmException;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.nio.file.Path;

/** A JVM of a {@link Team}: works when told to, and tells how it went. */
final class Member {
    /** How many arguments {@link #run} takes. */
    static final int ARGUMENTS = 4;

    private Member() {}

    /** What a member does. */
    interface Job {
        /**
         * The work.
         *
         * @param space where others do the same
         * @param share where others read how many steps are done
         * @param steps how many to do
         */
        Work in(SharedSpace space, SharedLong share, long steps);
    }

    /**
     * All that the JVM does.
     *
     * @param arguments of the JVM, from its team: the space, the space and the name of the share, how many steps
     */
    static void run(String[] arguments, Job job) {
        Parent parent = new Parent();
        String report = "";
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
                SharedSpace stage = SharedSpace.open(Path.of(arguments[1]))) {
            Work work = job.in(space, SharedLong.open(stage, arguments[2]), Long.parseLong(arguments[3]));
            parent.say("ready");
            if (!parent.awaitLine()) {
                return;
            }
            parent.endWithMe(new Runnable() {
                @Override
                public void run() {
                    work.stop();
                }
            });
            work.run();
            report = work.report();
        } catch (ShmException e) {
            System.err.println("shm: " + e.getMessage());
            System.exit(1);
        }
        parent.say("done " + report); // and detached already, for who looks now
    }
}
