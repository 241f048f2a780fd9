package dev.shm.benchmarks;

import dev.shm.locks.LockStripe;
import dev.shm.space.SharedSpace;
import java.util.List;

/** Opens a file of a million locks that is there, again and again, in a space that is opened anew each time. */
final class StripeOpening implements Measurement {
    private static final int LOCKS = 1_000_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final String goal;

    StripeOpening(String goal) {
        this.goal = goal;
    }

    @Override
    public List<String> goals() {
        return List.of(goal);
    }

    @Override
    public List<Finding> measure(Run run) {
        String name = "bench-stripe-" + ProcessHandle.current().pid();
        double[] millis = new double[run.effort().starts()];
        try {
            try (SharedSpace space = SharedSpace.create(name)) {
                LockStripe.create(space, "stripe", LOCKS);
            }
            for (int i = 0; i < millis.length; i++) {
                try (SharedSpace space = SharedSpace.open(name)) {
                    long start = System.nanoTime();
                    LockStripe stripe = LockStripe.open(space, "stripe");
                    stripe.getAt(LOCKS / 2).lock();
                    millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
                    stripe.getAt(LOCKS / 2).unlock();
                }
            }
        } finally {
            SharedSpace.delete(name);
        }
        Estimate estimate = Estimate.ofMedian(millis);
        Quantity ours = new Quantity(estimate.value(), "ms_per_stripe");
        return List.of(Finding.of(run.goals().get(goal), estimate, ours, null, ""));
    }
}
