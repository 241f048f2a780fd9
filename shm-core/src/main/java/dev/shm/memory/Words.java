package dev.shm.memory;

/**
 * 64-bit words in memory that other processes see, by their offset in bytes, which is a multiple of 8; and 32-bit words,
 * their halves, at multiples of 4.
 *
 * <p>The memory order is the suffix, in the words of {@link java.lang.invoke.VarHandle}. Each operation is atomic, also
 * between processes. An offset outside of the memory, or use after close, is an exception; nothing is written then.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free. Peer crash: no effect. Allocation: none.
 */
public interface Words {
    /** {@return the length of the memory, in bytes} */
    long lengthBytes();

    /** {@return the mapping that the kernel can wait at; null if these are words of another kind} */
    default MappedWords mapped() {
        return null;
    }

    /** {@return the mapping, for plain access to the elements in it; null if these are words of another kind} */
    default MappedWords elements() {
        return mapped();
    }

    /**
     * {@return the word, with no order to other accesses}
     * @param offset in bytes
     */
    long getPlain(long offset);

    /**
     * {@return a word of a row, with no order to other accesses}. Of several with the same offset and constant indexes the
     * bounds are checked together.
     *
     * @param offset of the first word of the row, in bytes
     * @param index of the word
     */
    default long getPlain(long offset, int index) {
        return getPlain(offset + (long) index * Long.BYTES);
    }

    /**
     * Sets the word, with no order to other accesses.
     *
     * @param offset in bytes
     * @param value the new value
     */
    void setPlain(long offset, long value);

    /**
     * {@return the word; what comes behind in the program stays behind}
     * @param offset in bytes
     */
    long getAcquire(long offset);

    /**
     * Sets the word; what comes before in the program stays before.
     *
     * @param offset in bytes
     * @param value the new value
     */
    void setRelease(long offset, long value);

    /**
     * {@return the word, in one total order with all other volatile accesses}
     * @param offset in bytes
     */
    long getVolatile(long offset);

    /**
     * Sets the word, in one total order with all other volatile accesses.
     *
     * @param offset in bytes
     * @param value the new value
     */
    void setVolatile(long offset, long value);

    /**
     * Sets the word if it is as expected.
     *
     * @param offset in bytes
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected and has been set
     */
    boolean compareAndSet(long offset, long expected, long value);

    /**
     * Sets the word if it is as expected.
     *
     * @param offset in bytes
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before; it was set if that is the expected one
     */
    long compareAndExchange(long offset, long expected, long value);

    /**
     * Sets the word.
     *
     * @param offset in bytes
     * @param value the new value
     * @return the value before
     */
    long getAndSet(long offset, long value);

    /**
     * Adds to the word; wraps around.
     *
     * @param offset in bytes
     * @param delta what to add
     * @return the value before
     */
    long getAndAdd(long offset, long delta);

    /**
     * {@return the 32-bit word, with no order to other accesses}
     * @param offset in bytes
     */
    int getIntPlain(long offset);

    /**
     * Sets the 32-bit word, with no order to other accesses.
     *
     * @param offset in bytes
     * @param value the new value
     */
    void setIntPlain(long offset, int value);

    /**
     * {@return the 32-bit word; what comes behind in the program stays behind}
     * @param offset in bytes
     */
    int getIntAcquire(long offset);

    /**
     * Sets the 32-bit word; what comes before in the program stays before.
     *
     * @param offset in bytes
     * @param value the new value
     */
    void setIntRelease(long offset, int value);

    /**
     * {@return the 32-bit word, in one total order with all other volatile accesses}
     * @param offset in bytes
     */
    int getIntVolatile(long offset);

    /**
     * Sets the 32-bit word, in one total order with all other volatile accesses.
     *
     * @param offset in bytes
     * @param value the new value
     */
    void setIntVolatile(long offset, int value);

    /**
     * Sets the 32-bit word if it is as expected.
     *
     * @param offset in bytes
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before; it was set if that is the expected one
     */
    int compareAndExchangeInt(long offset, int expected, int value);

    /**
     * Sets the 32-bit word.
     *
     * @param offset in bytes
     * @param value the new value
     * @return the value before
     */
    int getAndSetInt(long offset, int value);

    /**
     * Adds to the 32-bit word; wraps around.
     *
     * @param offset in bytes
     * @param delta what to add
     * @return the value before
     */
    int getAndAddInt(long offset, int delta);

    /** Keeps all stores that come before in the program before all that come behind. */
    void fenceStores();

    /** Keeps all loads that come before in the program before all that come behind. */
    void fenceLoads();

    /** Makes every further access fail with {@link IllegalStateException}. Idempotent. */
    void close();
}
