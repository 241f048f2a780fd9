package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.Attached;
import dev.shm.benchmarks.workers.IdleHello;
import java.util.List;

/** What the library costs as a whole, for which there are no goals. */
final class WholeSuite {
    private WholeSuite() {}

    static List<Measurement> all() {
        return List.of(
                seconds("whole-first-second", FirstSeconds.FIRST_KEY),
                seconds("whole-idle", FirstSeconds.IDLE_KEY),
                new Contest(IdleJvm.KEY, new IdleJvm(Attached.class))
                        .against("whole-memory", new IdleJvm(IdleHello.class))
                        .noting("mib_pss")
                        .briefly(),
                new Contest(Gigabyte.KEY, Gigabyte.newArray())
                        .against("whole-gigabyte-new", Gigabyte.newFile())
                        .briefly(),
                new Contest(Gigabyte.KEY, Gigabyte.eachPageOfArray())
                        .against("whole-gigabyte-read", Gigabyte.allOfFile())
                        .briefly());
    }

    private static Contest seconds(String goal, String key) {
        return new Contest(key, new FirstSeconds(Attached.class))
                .against(goal, new FirstSeconds(IdleHello.class))
                .briefly();
    }
}
