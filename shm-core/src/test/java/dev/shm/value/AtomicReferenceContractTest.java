package dev.shm.value;

/** The suite is right: the JDK's own class passes it. */
class AtomicReferenceContractTest extends RecordContract {
    @Override
    RecordSubject make(Sample initial) {
        return new RecordSubject.OnHeap(initial);
    }
}
