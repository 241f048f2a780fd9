package dev.shm.value;

import dev.shm.memory.Words;
import dev.shm.robust.RobustLock;
import java.nio.ByteBuffer;

/** A shared record of two words over any words and lock, for tests that come from below. */
public final class PairCell {
    /** How many bytes it takes. */
    public static final int LENGTH = 40;

    private final RecordCells<Pair> cells;
    private final long base;

    private record Pair(long a, long b) {
        static Pair of(long n) {
            return new Pair(n, -n);
        }

        long number() {
            if (!equals(of(a))) {
                throw new AssertionError("torn: " + this);
            }
            return a;
        }
    }

    private static final class Codec implements RecordCodec<Pair> {
        private static final long serialVersionUID = 1L;

        @Override
        public int lengthBytes() {
            return 2 * Long.BYTES;
        }

        @Override
        public void encode(Pair value, ByteBuffer to) {
            to.putLong(value.a).putLong(value.b);
        }

        @Override
        public Pair decode(ByteBuffer from) {
            return new Pair(from.getLong(), from.getLong());
        }
    }

    private PairCell(RecordCells<Pair> cells, long base) {
        this.cells = cells;
        this.base = base;
    }

    /**
     * One that is laid out from its components.
     *
     * @param words zero at first, which is the pair of the number 0
     * @param base where its {@link #LENGTH} bytes are
     * @param lock of its writers
     * @return the cell
     */
    public static PairCell of(Words words, long base, RobustLock lock) {
        return new PairCell(new RecordCells<>(words, lock, ComponentShape.of(Pair.class)), base);
    }

    /**
     * One whose bytes a codec makes.
     *
     * @param words zero at first, which is the pair of the number 0
     * @param base where its {@link #LENGTH} bytes are
     * @param lock of its writers
     * @return the cell
     */
    public static PairCell byCodec(Words words, long base, RobustLock lock) {
        return new PairCell(new RecordCells<>(words, lock, new CodecShape<>(new Codec())), base);
    }

    /**
     * Reads it.
     *
     * @return the number of the pair, which was found to be one
     */
    public long get() {
        return cells.get(base).number();
    }

    /**
     * Makes it the pair of the next number.
     *
     * @return that number
     */
    public long increment() {
        return cells.updateAndGet(base, before -> Pair.of(before.number() + 1)).number();
    }
}
