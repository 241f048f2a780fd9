package dev.shm.robust;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class MournerTest {
    private static final int ROUNDS = 3;

    @TempDir
    private Path directory;

    enum Question {
        AWAITED,
        OWNED_HERE,
        VISIT
    }

    /** Fails at one of the questions, as a word does that lies in a truncated file. */
    private static final class Failing implements Mourned {
        private final Question fails;
        private final CountDownLatch failures = new CountDownLatch(ROUNDS);

        Failing(Question fails) {
            this.fails = fails;
        }

        private void ask(Question question) {
            if (question == fails) {
                failures.countDown();
                throw new IllegalStateException("as the test wants");
            }
        }

        @Override
        public boolean isOwnedHere() {
            ask(Question.OWNED_HERE);
            return true;
        }

        @Override
        public boolean isAwaited() {
            ask(Question.AWAITED);
            return false;
        }

        @Override
        public void visit() {
            ask(Question.VISIT);
        }

        @Override
        public void wakeLocal() {
            // nobody waits
        }
    }

    /** Counts how often it is looked after. */
    private static final class Counting implements Mourned {
        private final CountDownLatch visits = new CountDownLatch(ROUNDS);

        @Override
        public boolean isOwnedHere() {
            return true;
        }

        @Override
        public boolean isAwaited() {
            return false;
        }

        @Override
        public void visit() {
            visits.countDown();
        }

        @Override
        public void wakeLocal() {
            // nobody waits
        }
    }

    @ParameterizedTest
    @EnumSource
    void look_oneWordFails_othersAreLookedAfter(Question fails) throws InterruptedException {
        Failing failing = new Failing(fails);
        Counting counting = new Counting();
        SharedSpace space = SharedSpace.create(directory.resolve("space")); // it lives as long as there is one
        try {
            Mourner.get().add(failing);
            Mourner.get().add(counting);
            HangGuard.run("rounds of the mourner", () -> {
                failing.failures.await();
                counting.visits.await();
            });
        } finally {
            forget(failing);
            Mourner.get().dismiss(counting);
            space.close();
        }
    }

    /** Dismissing asks it as well. */
    private static void forget(Failing failing) {
        try {
            Mourner.get().dismiss(failing);
        } catch (IllegalStateException e) {
            // as the test wants
        }
    }
}
