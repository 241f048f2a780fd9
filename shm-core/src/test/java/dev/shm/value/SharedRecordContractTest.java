package dev.shm.value;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SharedRecordContractTest extends RecordContract {
    private final AtomicInteger made = new AtomicInteger();
    SharedSpace space;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    @Override
    RecordSubject make(Sample initial) {
        return new RecordSubject.Shared(SharedRecord.create(space, name(), initial));
    }

    String name() {
        return "record-" + made.incrementAndGet();
    }
}
