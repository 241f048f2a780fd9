package dev.shm.queues;

import dev.shm.memory.Window;
import java.nio.ByteBuffer;

/**
 * Room for a message in shared memory, to be filled and then {@linkplain #commit committed}: one object for all claims of a
 * {@link ChannelProducer}. Little-endian. Indexes are bytes from its beginning; one outside of it is an
 * {@link IndexOutOfBoundsException}, as is each when nothing is claimed. What is not filled has any content.
 *
 * <p>Threads: that of the producer. Processes: any. Progress: wait-free. Peer crash: no effect. Allocation: none.
 */
public final class Claim implements AutoCloseable {
    private static final int NONE = -1;

    private final ChannelProducer producer;
    private final String channel;
    private final Window ring;
    private int at;
    private int length = NONE;

    Claim(ChannelProducer producer, RobustChannel channel) {
        this.producer = producer;
        this.channel = channel.name();
        this.ring = channel.ring();
    }

    /** Is this room from now on. */
    void open(int index, int lengthBytes) {
        at = index;
        length = lengthBytes;
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
                + (isOpen() ? ", claimed=" + length : "; nothing is claimed"));
    }

    // ---- the end of it ----

    /**
     * Publishes the message: from here on the consumer sees it, whatever becomes of this process. Wait-free, but for a system
     * call if the consumer sleeps. Killed inside, the message is published or not. What the thread did before happens-before the
     * consumer gets it.
     *
     * @throws QueueClosedException if the channel is closed, and the consumer knows it already: the message is not put
     * @throws IllegalStateException if nothing is claimed, as after a commit
     * @throws IllegalMonitorStateException if the current thread is not that of the producer
     */
    public void commit() {
        producer.requireOwner();
        requireOpen("commit");
        int lengthBytes = length;
        length = NONE;
        producer.commit(at - RecordHeader.BYTES, lengthBytes);
    }

    /**
     * Gives the room back; nobody has seen anything of it.
     *
     * @throws IllegalStateException if nothing is claimed, as after a commit
     * @throws IllegalMonitorStateException if the current thread is not that of the producer
     */
    public void abort() {
        producer.requireOwner();
        requireOpen("abort");
        length = NONE;
        producer.release();
    }

    /** Aborts it if it was not committed: for {@code try}. */
    @Override
    public void close() {
        if (isOpen()) {
            abort();
        }
    }

    private void requireOpen(String what) {
        if (!isOpen()) {
            throw new IllegalStateException(
                    "nothing is claimed: channel=" + channel + "; claim before you " + what + ", and do that once");
        }
    }

    // ---- filling it ----

    /** {@return how many bytes it has} */
    public int lengthBytes() {
        return Math.max(0, length);
    }

    /**
     * Sets 64 bits.
     *
     * @param index of the first byte
     * @param value the new value
     */
    public void putLong(int index, long value) {
        ring.putLong(at(index, Long.BYTES), value);
    }

    /**
     * Sets 32 bits.
     *
     * @param index of the first byte
     * @param value the new value
     */
    public void putInt(int index, int value) {
        ring.putInt(at(index, Integer.BYTES), value);
    }

    /**
     * Sets 16 bits.
     *
     * @param index of the first byte
     * @param value the new value
     */
    public void putShort(int index, short value) {
        ring.putShort(at(index, Short.BYTES), value);
    }

    /**
     * Sets a byte.
     *
     * @param index of it
     * @param value the new value
     */
    public void putByte(int index, byte value) {
        ring.putByte(at(index, Byte.BYTES), value);
    }

    /**
     * Sets a number of 64 bits, IEEE 754.
     *
     * @param index of the first byte
     * @param value the new value
     */
    public void putDouble(int index, double value) {
        putLong(index, Double.doubleToRawLongBits(value));
    }

    /**
     * Sets a number of 32 bits, IEEE 754.
     *
     * @param index of the first byte
     * @param value the new value
     */
    public void putFloat(int index, float value) {
        putInt(index, Float.floatToRawIntBits(value));
    }

    /**
     * Copies bytes from an array.
     *
     * @param index of the first
     * @param source where from
     * @param offset the index there
     * @param count how many
     */
    public void putBytes(int index, byte[] source, int offset, int count) {
        ring.putBytes(at(index, Message.checked(count)), source, offset, count);
    }

    /**
     * Copies bytes from a buffer: as many as remain there, from its position, which moves.
     *
     * @param index of the first
     * @param source where from
     */
    public void putBytes(int index, ByteBuffer source) {
        int count = source.remaining();
        ring.putBytes(at(index, count), source, source.position(), count);
        source.position(source.limit());
    }

    @Override
    public String toString() {
        return "Claim in " + channel + (isOpen() ? ", " + length + " bytes" : ", none");
    }
}
