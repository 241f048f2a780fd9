package dev.shm.value;

import java.nio.ByteBuffer;

/** As a user would write it: the number of a sample, and so many bytes more that a torn one is noticed. */
final class SampleCodec implements RecordCodec<Sample> {
    private static final long serialVersionUID = 1L;
    private static final int LENGTH = 61;

    @Override
    public int lengthBytes() {
        return LENGTH;
    }

    @Override
    public void encode(Sample value, ByteBuffer to) {
        to.putLong(Sample.numberOf(value));
        while (to.hasRemaining()) {
            to.put((byte) (value.id() + to.remaining()));
        }
    }

    @Override
    public Sample decode(ByteBuffer from) {
        long number = from.getLong();
        while (from.hasRemaining()) {
            byte expected = (byte) (number + from.remaining());
            if (from.get() != expected) {
                throw new AssertionError("torn: " + number);
            }
        }
        return Sample.of(number);
    }
}
