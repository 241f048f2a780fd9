package dev.shm.queues;

import java.nio.ByteBuffer;

/** A double: its 8 bytes, also those of a NaN. */
record DoubleCodec() implements Codec<Double> {
    @Override
    public String format() {
        return "double";
    }

    @Override
    public int maxBytes(Double element) {
        return Double.BYTES;
    }

    @Override
    public void encode(Double element, ByteBuffer to) {
        to.putLong(Double.doubleToRawLongBits(element));
    }

    @Override
    public Double decode(ByteBuffer from) {
        Exactly.bytes(Double.BYTES, from);
        return Double.longBitsToDouble(from.getLong());
    }
}
