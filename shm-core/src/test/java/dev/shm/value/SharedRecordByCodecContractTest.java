package dev.shm.value;

class SharedRecordByCodecContractTest extends SharedRecordContractTest {
    @Override
    RecordSubject make(Sample initial) {
        return new RecordSubject.Shared(SharedRecord.create(space, name(), initial, new SampleCodec()));
    }
}
