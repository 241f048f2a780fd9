package dev.shm.stress;

import dev.shm.queues.ChannelConsumer;
import dev.shm.queues.ChannelProducer;
import dev.shm.queues.Claim;
import dev.shm.queues.Message;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** An element that says, at its beginning and at its end, in which cell there is data that was stored before it was sent. */
final class Letter {
    private static final long DATA = 7;
    private static final int LONG_ELEMENT = 40;

    private Letter() {}

    /** Of every other cell a long one. */
    private static int lengthBytes(long cell) {
        return (cell & 128) == 0 ? Long.BYTES : LONG_ELEMENT;
    }

    /** Stores the data by the first mapping, and makes the element. */
    static byte[] write(long cell) {
        Cells.ONE.setPlain(cell, DATA);
        byte[] element = new byte[lengthBytes(cell)];
        ByteBuffer.wrap(element).putLong(0, cell).putLong(element.length - Long.BYTES, cell);
        return element;
    }

    /** Looks by the second mapping: 7 if the data is there, and 1 if the element is whole. */
    static void read(byte[] bytes, JJ_Result result) {
        ByteBuffer element = ByteBuffer.wrap(bytes);
        read(element.getLong(0), element.getLong(element.capacity() - Long.BYTES), result);
    }

    private static void read(long beginning, long end, JJ_Result result) {
        result.r1 = Cells.OTHER.getPlain(beginning);
        result.r2 = end == beginning ? 1 : 0;
    }

    /** Stores the data by the first mapping, and writes the element where it is to lie in a channel. */
    static void send(ChannelProducer producer, long cell) {
        Cells.ONE.setPlain(cell, DATA);
        int length = lengthBytes(cell);
        Claim claim = producer.tryClaim(length);
        while (claim == null) {
            Thread.yield();
            claim = producer.tryClaim(length);
        }
        claim.putLong(0, cell);
        claim.putLong(length - Long.BYTES, cell);
        claim.commit();
    }

    /** As {@link #read}, where the next element lies in a channel. */
    static void receive(ChannelConsumer consumer, JJ_Result result) {
        Message message = consumer.peek();
        while (message == null) {
            Thread.yield();
            message = consumer.peek();
        }
        read(message.getLong(0), message.getLong(message.lengthBytes() - Long.BYTES), result);
        consumer.remove();
    }
}
