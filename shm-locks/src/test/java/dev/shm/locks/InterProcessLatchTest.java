package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessLatch.DebtPolicy;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.InvalidFileException;
import dev.shm.space.SharedSpace;
import dev.shm.sync.Breach;
import dev.shm.sync.BrokenLatchException;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a latch of ours has beyond the JDK's: processes that owe and die, and bad input. */
@ExtendWith(LeakCheck.class)
class InterProcessLatchTest {
    private final SharedSpace space = SharedSpace.temporary();

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @AfterEach
    void closeSpace() {
        space.close();
    }

    /** A process that owes 2, counts down as often as it is told, and waits for its end. */
    static final class Debtor {
        public static void main(String[] arguments) {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            InterProcessLatch latch = InterProcessLatch.open(space, "latch");
            latch.participate(2);
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                latch.countDown();
            }
            Child.say("owes");
            Child.awaitLine();
            space.close();
            Child.say("closed");
            Child.awaitLine();
        }
    }

    private ChildJvm debtor(int countDowns) {
        ChildJvm debtor = ChildJvm.start(Debtor.class, space.path().toString(), Integer.toString(countDowns));
        debtor.awaitLine("owes");
        return debtor;
    }

    @Test
    void openOrCreate_otherGeometry_throwsAndNamesIt() {
        InterProcessLatch.openOrCreate(space, "latch", 2).countDown();
        InvalidFileException e =
                assertThrows(InvalidFileException.class, () -> InterProcessLatch.openOrCreate(space, "latch", 3));
        assertTrue(e.getMessage().contains("count 3"), e.getMessage());
        assertThrows(
                InvalidFileException.class, () -> InterProcessLatch.openOrCreate(space, "latch", 2, DebtPolicy.BREAK));
        assertEquals(1, InterProcessLatch.open(space, "latch").getCount());
    }

    @Test
    void create_negative_throwsAndMakesNothing() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> InterProcessLatch.create(space, "latch", -1))
                .getMessage();
        assertTrue(message.contains("count=-1"), message);
        assertTrue(space.objects().isEmpty());
    }

    @Test
    void participate_moreThanIsLeft_throwsAndChangesNothing() {
        InterProcessLatch latch = InterProcessLatch.create(space, "latch", 3);
        latch.participate(2);
        assertThrows(IllegalStateException.class, () -> latch.participate(2));
        assertThrows(IllegalArgumentException.class, () -> latch.participate(-1));
        assertEquals(2, latch.owed());
        latch.participate(1);
        for (int owed = 3; owed > 0; owed--) {
            assertEquals(owed, latch.owed());
            assertEquals(owed, latch.getCount());
            latch.countDown();
        }
        latch.participate(0);
        assertThrows(IllegalStateException.class, () -> latch.participate(1));
    }

    @Test
    void kill_debtor_itsRestCountsAsDoneAndNoMore() throws InterruptedException {
        InterProcessLatch latch = InterProcessLatch.create(space, "latch", 3);
        try (ChildJvm debtor = debtor(1)) {
            assertEquals(2, latch.getCount());
            latch.countDown();
            latch.countDown(); // never another's debt
            assertEquals(1, latch.getCount());
            debtor.kill();
            HangGuard.run("await", latch::await);
            assertEquals(0, latch.getCount());
        }
    }

    @Test
    void kill_debtor_theRestOfTheCountStays() {
        InterProcessLatch latch = InterProcessLatch.create(space, "latch", 5);
        try (ChildJvm debtor = debtor(0)) {
            assertEquals(5, latch.getCount());
            debtor.kill();
            HangGuard.await("settlement", () -> latch.getCount() != 5);
            assertEquals(3, latch.getCount());
            latch.countDown();
            assertEquals(2, latch.getCount());
        }
    }

    @Test
    void close_debtor_isAsItsDeath() throws InterruptedException {
        InterProcessLatch latch = InterProcessLatch.create(space, "latch", 2);
        try (ChildJvm debtor = debtor(0)) {
            debtor.send("close");
            debtor.awaitLine("closed");
            HangGuard.run("await", latch::await);
        }
    }

    @Test
    void kill_debtorOfBreaking_waiterLearnsWho() {
        InterProcessLatch latch = InterProcessLatch.create(space, "latch", 2, DebtPolicy.BREAK);
        try (ChildJvm debtor = debtor(1)) {
            debtor.kill();
            BrokenLatchException e =
                    HangGuard.call("await", () -> assertThrows(BrokenLatchException.class, latch::await));
            assertEquals(debtor.pid(), e.breach().pid());
            assertEquals(Breach.Cause.DIED, e.breach().cause());
            assertTrue(e.getMessage().contains("pid " + debtor.pid()), e.getMessage());
            assertEquals(e.breach(), latch.brokenBy().orElseThrow());
            latch.countDown();
            assertEquals(1, latch.getCount());
            assertThrows(BrokenLatchException.class, () -> latch.participate(1));
        }
    }

    @Test
    void kill_debtorThatOwesNoMore_breaksNothing() {
        InterProcessLatch latch = InterProcessLatch.create(space, "latch", 3, DebtPolicy.BREAK);
        try (ChildJvm debtor = debtor(2)) {
            debtor.kill();
            debtor.awaitExit();
            latch.countDown();
            assertFalse(latch.brokenBy().isPresent());
            assertEquals(0, latch.getCount());
        }
    }

    @Test
    void anything_closed_throws() {
        InterProcessLatch latch = InterProcessLatch.create(space, "latch", 5);
        latch.participate(1);
        space.close();
        assertThrows(IllegalStateException.class, latch::countDown);
        assertThrows(IllegalStateException.class, latch::await);
        assertTrue(latch.toString().endsWith("closed"), latch.toString());
    }
}
