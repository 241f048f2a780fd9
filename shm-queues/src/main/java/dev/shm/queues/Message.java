package dev.shm.queues;

import dev.shm.memory.Window;
import java.nio.ByteBuffer;

/**
 * A message where it lies in shared memory, little-endian: one object for all messages of a {@link ChannelConsumer}. Indexes
 * are bytes from its beginning; one outside of it is an {@link IndexOutOfBoundsException}, as is each when there is no message.
 *
 * <p>Threads: that of the consumer. Processes: any. Progress: wait-free. Peer crash: no effect. Allocation: none.
 */
public final class Message {
    private static final int NONE = -1;

    private final String channel;
    private final Window ring;
    private int at;
    private int length = NONE;

    Message(RobustChannel channel) {
        this.channel = channel.name();
        this.ring = channel.ring();
    }

    /** Is this message from now on. */
    void open(int index, int lengthBytes) {
        at = index;
        length = lengthBytes;
    }

    /** Is none. */
    void close() {
        length = NONE;
    }

    boolean isOpen() {
        return length != NONE;
    }

    private int at(int index, int bytes) {
        if (index < 0 || index > length - bytes) {
            throw outside(index, bytes);
        }
        return at + index;
    }

    private IndexOutOfBoundsException outside(int index, int bytes) {
        return new IndexOutOfBoundsException("channel=" + channel + ", index=" + index + ", bytes=" + bytes
                + (isOpen() ? ", length of the message=" + length : "; there is no message any more"));
    }

    /** {@return how many bytes it has} */
    public int lengthBytes() {
        return Math.max(0, length);
    }

    /**
     * {@return the 64 bits there}
     * @param index of the first byte
     */
    public long getLong(int index) {
        return ring.getLong(at(index, Long.BYTES));
    }

    /**
     * {@return the 32 bits there}
     * @param index of the first byte
     */
    public int getInt(int index) {
        return ring.getInt(at(index, Integer.BYTES));
    }

    /**
     * {@return the 16 bits there}
     * @param index of the first byte
     */
    public short getShort(int index) {
        return ring.getShort(at(index, Short.BYTES));
    }

    /**
     * {@return the byte there}
     * @param index of it
     */
    public byte getByte(int index) {
        return ring.getByte(at(index, Byte.BYTES));
    }

    /**
     * {@return the number of 64 bits there, IEEE 754}
     * @param index of the first byte
     */
    public double getDouble(int index) {
        return Double.longBitsToDouble(getLong(index));
    }

    /**
     * {@return the number of 32 bits there, IEEE 754}
     * @param index of the first byte
     */
    public float getFloat(int index) {
        return Float.intBitsToFloat(getInt(index));
    }

    /**
     * Copies bytes into an array.
     *
     * @param index of the first
     * @param target where to
     * @param offset the index there
     * @param count how many
     */
    public void getBytes(int index, byte[] target, int offset, int count) {
        ring.getBytes(at(index, checked(count)), target, offset, count);
    }

    /**
     * Copies bytes into a buffer: as many as remain there, to its position, which moves.
     *
     * @param index of the first
     * @param target where to
     */
    public void getBytes(int index, ByteBuffer target) {
        int count = target.remaining();
        ring.getBytes(at(index, count), target, target.position(), count);
        target.position(target.limit());
    }

    /** {@return a copy of all of it} */
    public byte[] toByteArray() {
        byte[] copy = new byte[lengthBytes()];
        getBytes(0, copy, 0, copy.length);
        return copy;
    }

    static int checked(int count) {
        if (count < 0) {
            throw new IndexOutOfBoundsException("negative: count=" + count);
        }
        return count;
    }

    @Override
    public String toString() {
        return "Message from " + channel + (isOpen() ? ", " + length + " bytes" : ", none");
    }
}
