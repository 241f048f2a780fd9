package dev.shm.value;

import java.util.concurrent.atomic.AtomicLong;

/** The suite is right: the JDK's own class passes it. */
class AtomicLongContractTest extends LongContract {
    @Override
    Number make(long initial) {
        return new AtomicLong(initial);
    }
}
