package dev.shm.benchmarks;

import java.util.List;

/** Owners are killed while other processes, which do nothing, are attached to the same space. */
final class DeathAmongOthers implements Candidate {
    static final String KEY = "median_ns_per_death";

    private static final int KILLS = 2;

    private final int others;
    private KilledOwners owners;

    /**
     * Owners to be killed.
     *
     * @param others how many are attached beside them and who waits
     */
    DeathAmongOthers(int others) {
        this.others = others;
    }

    @Override
    public void prepare() throws Exception {
        owners = KilledOwners.start(0, others);
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        List<Long> nanos = owners.kill(KILLS);
        return Reading.of(
                KEY,
                Estimate.median(nanos.stream().mapToDouble(Long::doubleValue).toArray()));
    }

    @Override
    public void close() {
        if (owners != null) {
            owners.close();
            owners = null;
        }
    }
}
