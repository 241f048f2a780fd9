package dev.shm.memory;

/**
 * Atomic access to the bytes, and to the 16-bit words at multiples of 2, of a memory: by CAS on the 32-bit word around
 * them, whose other bits stay as they are.
 *
 * <p>Values are given and returned with the bits of the part as the lower ones; what is above them is ignored, and 0.
 *
 * <p>Threads: any. Processes: any. Progress: lock-free, reading wait-free. Peer crash: no effect. Allocation: none.
 */
public enum PartWord {
    /** 8 bits. */
    BYTE(0xFF),
    /** 16 bits. */
    SHORT(0xFFFF);

    private final int mask;

    PartWord(int mask) {
        this.mask = mask;
    }

    /**
     * {@return the part, with acquire effect}
     * @param words the memory
     * @param offset of the part, in bytes
     */
    public int getAcquire(Words words, long offset) {
        return part(words.getIntAcquire(word(offset)), offset);
    }

    /**
     * {@return the part, with volatile effect}
     * @param words the memory
     * @param offset of the part, in bytes
     */
    public int getVolatile(Words words, long offset) {
        return part(words.getIntVolatile(word(offset)), offset);
    }

    /**
     * Sets the part, with volatile effect.
     *
     * @param words the memory
     * @param offset of the part, in bytes
     * @param value the new one
     * @return the value before
     */
    public int getAndSet(Words words, long offset, int value) {
        long at = word(offset);
        int word = words.getIntVolatile(at);
        while (true) {
            int seen = words.compareAndExchangeInt(at, word, with(word, offset, value));
            if (seen == word) {
                return part(word, offset);
            }
            word = seen;
        }
    }

    /**
     * Sets the part if it is as expected, with volatile effect. Doesn't fail because of its neighbours.
     *
     * @param words the memory
     * @param offset of the part, in bytes
     * @param expected the value to be replaced
     * @param value the new one
     * @return the value before, which is the expected one if it was replaced
     */
    public int compareAndExchange(Words words, long offset, int expected, int value) {
        long at = word(offset);
        int word = words.getIntVolatile(at);
        while (part(word, offset) == (expected & mask)) {
            int seen = words.compareAndExchangeInt(at, word, with(word, offset, value));
            if (seen == word) {
                return expected & mask;
            }
            word = seen;
        }
        return part(word, offset);
    }

    private int part(int word, long offset) {
        return word >>> shift(offset) & mask;
    }

    private int with(int word, long offset, int value) {
        int shift = shift(offset);
        return word & ~(mask << shift) | (value & mask) << shift;
    }

    private static long word(long offset) {
        return offset & -Integer.BYTES;
    }

    private static int shift(long offset) {
        return (int) offset << 3; // modulo 32
    }
}
