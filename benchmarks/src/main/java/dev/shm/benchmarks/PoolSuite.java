package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.IdleHello;
import dev.shm.benchmarks.workers.IdleWorker;
import dev.shm.benchmarks.workers.PoolOfPrimes;
import dev.shm.benchmarks.workers.Pooling;
import dev.shm.benchmarks.workers.Pooling.Call;
import dev.shm.benchmarks.workers.Squares;
import dev.shm.benchmarks.workers.StreamOfPrimes;
import java.util.List;

/** The measurements of pools, the last ones of the report. */
final class PoolSuite {
    private static final int WARM_UP_MILLIS = 4000; // three JVMs compile on two processors

    private PoolSuite() {}

    static List<Measurement> all() {
        Resident ours = Resident.jvm(Pooling.class).millis(Effort::poolMillis).firstWarmUp(WARM_UP_MILLIS);
        Resident theirs = Resident.python("pool_calls").millis(Effort::poolMillis);
        return List.of(
                new Contest(WholeRun.KEY, WholeRun.ofPool(Squares.class))
                        .against("pool-start", WholeRun.ofPython("pool_start")),
                new Contest(Resident.TASKS_KEY, ours.with(Call.MAP.name()))
                        .against("pool-map", theirs.with(Call.MAP.name())),
                new Contest(Resident.TASKS_KEY, ours.with(Call.MAP_SINGLE.name()))
                        .against("pool-map-single", theirs.with(Call.MAP_SINGLE.name()))
                        .rounds(Effort::fewRounds),
                new Contest(Resident.CALL_KEY, ours.with(Call.APPLY.name()))
                        .against("pool-apply", theirs.with(Call.APPLY.name())),
                new Contest(Resident.CALL_KEY, ours.with(Call.REFERENCE.name()))
                        .against("pool-reference", theirs.with(Call.REFERENCE.name())),
                new Contest(Resident.CALL_KEY, ours.with(Call.BYTES.name()))
                        .against("pool-bytes", theirs.with(Call.BYTES.name()))
                        .rounds(Effort::fewRounds),
                cores(),
                memory());
    }

    private static Contest cores() {
        Resident ours = Resident.jvm(PoolOfPrimes.class).millis(Effort::poolMillis);
        Resident theirs = Resident.jvm(StreamOfPrimes.class).millis(Effort::poolMillis);
        return new Contest(Resident.TASKS_KEY, ours.with())
                .against("pool-cores", theirs.with())
                .rounds(Effort::fewRounds);
    }

    private static Contest memory() {
        return new Contest(IdleJvm.KEY, new IdleJvm(IdleWorker.class))
                .against("pool-memory", new IdleJvm(IdleHello.class))
                .noting("mib_pss")
                .rounds(Effort::fewRounds);
    }
}
