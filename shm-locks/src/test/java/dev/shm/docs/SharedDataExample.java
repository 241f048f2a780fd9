package dev.shm.docs;

import dev.shm.locks.InterProcessCondition;
import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.Length;
import dev.shm.value.SharedDouble;
import dev.shm.value.SharedIntArray;
import dev.shm.value.SharedRecord;

/** What the README shows of data. */
final class SharedDataExample {
    private SharedDataExample() {}

    // tag::data[]
    record Quote(@Length(8) String symbol, double bid, double ask) {}
    // end::data[]

    static void share(SharedSpace space) throws InterruptedException {
        // tag::data[]
        SharedDouble total = SharedDouble.openOrCreate(space, "total");
        total.addAndGet(0.5); // atomic, as everything of a value

        SharedIntArray array = SharedIntArray.openOrCreate(space, "array", 1_000_000);
        array.slice(10, 20).fill(7); // a view, not a copy
        long sum = array.stream().asLongStream().sum();

        SharedRecord<Quote> quote = SharedRecord.openOrCreate(space, "quote", new Quote("ACME", 99.5, 100.5));
        quote.updateAndGet(q -> new Quote(q.symbol(), q.bid() + 1, q.ask() + 1)); // under its lock
        Quote whole = quote.get(); // never half of one, and without waiting

        InterProcessLock lock = InterProcessLock.of(array); // each has a lock of its own
        InterProcessCondition changed = lock.newCondition();
        lock.lock();
        try {
            changed.awaitUntil(() -> array.get(10) == 7); // until another JVM says changed.signal()
        } finally {
            lock.unlock();
        }
        // end::data[]
        if (sum != 70 || whole.bid() != 100.5) {
            throw new AssertionError("sum=" + sum + ", quote=" + whole);
        }
    }
}
