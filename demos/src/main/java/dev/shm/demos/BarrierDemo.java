package dev.shm.demos;

import dev.shm.locks.InterProcessBarrier;
import dev.shm.space.SharedSpace;
import dev.shm.sync.BreachedBarrierException;
import dev.shm.value.SharedLong;
import picocli.CommandLine.Command;

/** {@code shm demo barrier}. */
@Command(
        name = "barrier",
        description =
                "JVMs go from round to round in step: none begins the next one before all have done theirs. Kill one with"
                        + " kill -9, and the others learn which. With --space, type it in as many terminals as --processes says.")
final class BarrierDemo extends Together {
    private static InterProcessBarrier barrier(SharedSpace space) {
        return InterProcessBarrier.open(space, "barrier");
    }

    private static SharedLong steps(SharedSpace space) {
        return SharedLong.openOrCreate(space, "steps");
    }

    private static SharedLong outOfStep(SharedSpace space) {
        return SharedLong.openOrCreate(space, "out-of-step");
    }

    @Override
    String prepare(SharedSpace space, int parties) {
        steps(space);
        outOfStep(space);
        return "An InterProcessBarrier of "
                + InterProcessBarrier.openOrCreate(space, "barrier", parties).getParties() + " parties.";
    }

    @Override
    Work work(SharedSpace space, SharedLong share, long rounds) {
        InterProcessBarrier barrier = barrier(space);
        SharedLong steps = steps(space);
        SharedLong outOfStep = outOfStep(space);
        return new Rounds(share, rounds) {
            private String broken = "";

            @Override
            void round() throws InterruptedException {
                try {
                    steps.incrementAndGet();
                    barrier.await();
                    if (steps.get() % barrier.getParties() != 0) {
                        outOfStep.incrementAndGet();
                    }
                    barrier.await(); // nobody takes the next step before all have looked
                    if (done() + 1 == rounds) {
                        barrier.leave();
                    }
                } catch (BreachedBarrierException e) {
                    broken = "ended after " + done() + " of " + rounds + " rounds, as the barrier broke: " + e.breach();
                    throw new InterruptedException();
                }
            }

            @Override
            public String report() {
                return broken;
            }
        };
    }

    @Override
    String outcome(SharedSpace space) {
        return "Steps: " + steps(space).get() + "\nSeen out of step: "
                + outOfStep(space).get();
    }
}
