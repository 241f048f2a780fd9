package dev.shm.locks;

import dev.shm.crash.Overwriting;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 19 of the fault matrix for synchronisers: while processes use one, something else writes random words over it. They get
 * exceptions or repair it, and nobody hangs.
 */
@ExtendWith(LeakCheck.class)
class OverwrittenSynchronisersTest {
    private static final int JVMS = 2;
    private static final int THREADS = 2;
    private static final int HOT_WORDS = 64;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    /** Uses it, again and again, whatever comes of it. */
    static final class Peer {
        public static void main(String[] arguments) throws InterruptedException {
            DeathWarnings.silence();
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            Synchroniser victim =
                    Synchroniser.valueOf(space.objects().iterator().next().name());
            Overwriting.Visit visit = () -> victim.visit(space);
            Overwriting.visit(arguments, victim.alsoExpected(), visit, visit);
        }
    }

    @ParameterizedTest
    @EnumSource
    void overwrite_60Words_nobodyHangs(Synchroniser victim) throws IOException, InterruptedException {
        overwrite(victim, 60);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void overwrite_1000Words_nobodyHangs(Synchroniser victim) throws IOException, InterruptedException {
        overwrite(victim, 1_000);
    }

    private void overwrite(Synchroniser victim, int rounds) throws IOException, InterruptedException {
        Overwriting overwriting = new Overwriting(Peer.class, JVMS, THREADS, directory);
        try (SharedSpace space = SharedSpace.create(overwriting.victim())) {
            victim.visit(space);
        }
        overwriting.run(Seeds.splittable("overwrite " + victim), victim.name(), HOT_WORDS, rounds);
    }
}
