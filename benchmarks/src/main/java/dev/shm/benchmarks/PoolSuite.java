package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.IdleHello;
import dev.shm.benchmarks.workers.IdleWorker;
import dev.shm.benchmarks.workers.Pooling;
import dev.shm.benchmarks.workers.Pooling.Call;
import dev.shm.benchmarks.workers.Squares;
import dev.shm.benchmarks.workers.StreamOfPrimes;
import java.util.List;

/** The measurements of pools, the last ones of the report. */
final class PoolSuite {
    private PoolSuite() {}

    static List<Measurement> all() {
        return List.of(
                new Contest(WholeRun.KEY, WholeRun.ofPool(Squares.class))
                        .against("pool-start", WholeRun.ofPython("pool_start")),
                call("pool-map", Resident.TASKS_KEY, Call.MAP),
                call("pool-map-single", Resident.TASKS_KEY, Call.MAP_SINGLE),
                call("pool-apply", Resident.CALL_KEY, Call.APPLY),
                call("pool-reference", Resident.CALL_KEY, Call.REFERENCE),
                call("pool-bytes", Resident.CALL_KEY, Call.BYTES).rounds(Effort::fewRounds),
                cores(),
                memory());
    }

    private static Contest call(String goal, String key, Call call) {
        Resident theirs = Resident.python("pool_calls").millis(Effort::poolMillis);
        return new Contest(key, ours(call)).against(goal, theirs.with(call.name()));
    }

    private static Candidate ours(Call call) {
        return Resident.jvm(Pooling.class).millis(Effort::poolMillis).with(call.name());
    }

    private static Contest cores() {
        Resident theirs = Resident.jvm(StreamOfPrimes.class).millis(Effort::poolMillis);
        return new Contest(Resident.TASKS_KEY, ours(Call.PRIMES)).against("pool-cores", theirs.with());
    }

    private static Contest memory() {
        return new Contest(IdleJvm.KEY, new IdleJvm(IdleWorker.class))
                .against("pool-memory", new IdleJvm(IdleHello.class))
                .noting("mib_pss")
                .rounds(Effort::fewRounds);
    }
}
