package dev.shm.benchmarks.workers;

import dev.shm.queues.Codec;
import dev.shm.queues.SharedTopic;
import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.Subscription;
import dev.shm.queues.TopicPublisher;
import dev.shm.space.SharedSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;

/** Messages of 32 bytes that one sends and others receive: by a topic, or by Agrona's broadcast buffer on a mapped file. */
interface Broadcast {
    /** One message type of Agrona's; a topic has none. */
    int TYPE = 1;

    /** Sends a message of four numbers. */
    void send(long first, long second, long third, long fourth);

    /** From here on what is sent is received. */
    void begin();

    /** Receives a message, if there is one; says whether, and adds its numbers to {@link #sum}. */
    boolean receive();

    /** All numbers received. */
    long sum();

    /** A message of 32 bytes. */
    record Message(long first, long second, long third, long fourth) {}

    /** Its bytes. */
    final class MessageCodec implements Codec<Message> {
        private static final long serialVersionUID = 1L;

        @Override
        public int maxBytes(Message element) {
            return 4 * Long.BYTES;
        }

        @Override
        public void encode(Message element, ByteBuffer to) {
            to.putLong(element.first);
            to.putLong(element.second);
            to.putLong(element.third);
            to.putLong(element.fourth);
        }

        @Override
        public Message decode(ByteBuffer from) {
            return new Message(from.getLong(), from.getLong(), from.getLong(), from.getLong());
        }
    }

    /**
     * {@return ours or theirs}
     * @param path of the space, or of a file of 2<sup>n</sup> bytes and Agrona's trailer
     * @param ours which
     */
    static Broadcast of(Path path, boolean ours) {
        return ours ? new OfTopic(SharedSpace.open(path)) : new OfAgrona(path);
    }

    /** By a topic. */
    final class OfTopic implements Broadcast {
        private final SharedTopic<Message> topic;
        private TopicPublisher<Message> publisher;
        private Subscription<Message> subscription;
        private long sum;

        OfTopic(SharedSpace space) {
            topic = SharedTopic.open(space, "topic", new MessageCodec());
        }

        @Override
        public void send(long first, long second, long third, long fourth) {
            publisher().tryPublish(new Message(first, second, third, fourth));
        }

        private TopicPublisher<Message> publisher() {
            try {
                publisher = publisher == null ? topic.publisher() : publisher;
                return publisher;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void begin() {
            subscription = topic.subscribe(From.NOW, missed -> {});
        }

        @Override
        public boolean receive() {
            Message message = subscription.poll();
            if (message == null) {
                return false;
            }
            sum += message.first + message.second + message.third + message.fourth;
            return true;
        }

        @Override
        public long sum() {
            return sum;
        }
    }

    /** By Agrona's, with what its {@code CopyBroadcastReceiver} does, but for its exception when it is lapped. */
    final class OfAgrona implements Broadcast {
        private final BroadcastTransmitter transmitter;
        private final UnsafeBuffer shared;
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[4 * Long.BYTES]);
        private BroadcastReceiver receiver;
        private long sum;

        OfAgrona(Path path) {
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                shared = new UnsafeBuffer(file.map(FileChannel.MapMode.READ_WRITE, 0, file.size()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            transmitter = new BroadcastTransmitter(shared);
        }

        @Override
        public void send(long first, long second, long third, long fourth) {
            message.putLong(0, first);
            message.putLong(8, second);
            message.putLong(16, third);
            message.putLong(24, fourth);
            transmitter.transmit(TYPE, message, 0, 4 * Long.BYTES);
        }

        @Override
        public void begin() {
            receiver = new BroadcastReceiver(shared);
        }

        @Override
        public boolean receive() {
            if (!receiver.receiveNext()) {
                return false;
            }
            int length = Math.min(receiver.length(), 4 * Long.BYTES);
            message.putBytes(0, receiver.buffer(), receiver.offset(), length);
            if (!receiver.validate()) {
                return false;
            }
            sum += message.getLong(0) + message.getLong(8) + message.getLong(16) + message.getLong(24);
            return true;
        }

        @Override
        public long sum() {
            return sum;
        }
    }
}
