package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an account must find out, if it is so: the demos would not show it. */
@ExtendWith(LeakCheck.class)
class AccountTest {
    private SharedSpace space;
    private SharedQueue<Parcel> queue;
    private Tally tally;

    @BeforeEach
    void open() throws InterruptedException {
        space = SharedSpace.temporary();
        queue = Parcel.queue(space);
        tally = Tally.create(space, 5);
        for (int number = 1; number <= 3; number++) {
            queue.put(new Parcel(tally.producer(), number));
            tally.hasPut(number);
        }
    }

    @AfterEach
    void close() {
        space.close();
    }

    private Account account() {
        return Account.of(queue, List.of(tally));
    }

    private void take(int number) {
        take(number, 0);
    }

    private void take(int number, int returns) {
        assertEquals(number, queue.poll().number());
        tally.hasGot(number, returns);
        tally.isDone(number);
    }

    @Test
    void account_takenAndWaiting_addsUp() {
        take(1);

        Account account = account();

        assertTrue(account.addsUp(), account::toString);
        assertEquals(3, account.put());
        assertEquals(1, account.takenSum());
        assertEquals(5, account.waitingSum());
    }

    @Test
    void account_oneGone_isLost() {
        queue.poll();

        assertEquals(1, account().lost());
        assertFalse(account().addsUp());
    }

    @Test
    void account_dealtWithAndComeAgain_isDoubled() {
        take(1);
        tally.hasGot(1, 1);

        assertEquals(1, account().doubled());
        assertFalse(account().addsUp());
    }

    @Test
    void account_cameTwiceWithTheSameMark_isDoubled() {
        tally.hasGot(1, 0);
        tally.hasGot(1, 0);

        assertEquals(1, account().doubled());
    }

    @Test
    void account_cameBackFromTheDead_isNoneTheLessTakenOnce() {
        tally.hasGot(1, 0);
        take(1, 1);

        Account account = account();
        assertTrue(account.addsUp(), account::toString);
        assertEquals(1, account.returns());
    }

    @Test
    void account_nextOneOfAProducer_mayBeThereBeforeItsPutReturns() throws InterruptedException {
        queue.put(new Parcel(tally.producer(), 4));

        Account account = account();
        assertTrue(account.addsUp(), account::toString);
        assertEquals(4, account.put());
        assertEquals(1, account.inFlight());
    }

    @Test
    void account_neverPut_isWrong() {
        tally.hasGot(5, 0);

        assertFalse(account().addsUp());
    }
}
