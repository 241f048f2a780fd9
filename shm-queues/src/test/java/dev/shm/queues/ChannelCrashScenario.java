package dev.shm.queues;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.queues.SharedChannel.Producers;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a process does with a channel that has room for 2 messages until it dies; as a main class, that process. */
enum ChannelCrashScenario {
    /** It puts messages as the only producer, for a consumer that waits. */
    PUT(Producers.ONE),
    /** The same as one of many. */
    PUT_AS_ONE_OF_MANY(Producers.MANY),
    /** It inherits from a dead producer, who had a claim, and puts messages. */
    INHERIT_AND_PUT(Producers.ONE),
    /** It gets messages, from a producer that waits for room. */
    POLL(Producers.ONE),
    /** The same, one by one. */
    PEEK_AND_REMOVE(Producers.MANY),
    /** It waits for a message that does not come. */
    WAIT_IN_VAIN(Producers.ONE),
    /** It waits for room that does not come, with the lock of a producer. */
    CLAIM_IN_VAIN(Producers.MANY),
    /** It closes the channel, and says that it has come to the end. */
    CLOSE(Producers.ONE);

    static final int BYTES = 64;
    static final int MESSAGES = 3;
    static final int MESSAGE_BYTES = 24;
    static final String DID = "did ";
    static final String READY = "ready";
    private static final int IN_VAIN_MILLIS = 30;

    private final Producers producers;

    ChannelCrashScenario(Producers producers) {
        this.producers = producers;
    }

    SharedChannel openOrCreate(SharedSpace space, int number) {
        return SharedChannel.openOrCreate(space, "channel-" + number, BYTES, producers);
    }

    boolean puts() {
        return ordinal() <= INHERIT_AND_PUT.ordinal();
    }

    boolean gets() {
        return this == POLL || this == PEEK_AND_REMOVE;
    }

    public static void main(String[] arguments) throws InterruptedException {
        ChannelCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        SharedChannel channel = scenario.openOrCreate(space, step);
        SharedLong got = scenario.gets() ? SharedLong.open(space, "got-" + step) : null;
        Child.prepareToDie();
        CrashPoint.arm(step, Boolean.parseBoolean(arguments[3]));
        scenario.act(channel, got);
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private void act(SharedChannel channel, SharedLong got) throws InterruptedException {
        if (puts()) {
            put(channel);
            return;
        }
        switch (this) {
            case CLAIM_IN_VAIN -> {
                try (ChannelProducer producer = channel.producer()) {
                    if (producer.claim(MESSAGE_BYTES, IN_VAIN_MILLIS, TimeUnit.MILLISECONDS) != null) {
                        throw new AssertionError("there is no room");
                    }
                }
            }
            case CLOSE -> {
                channel.close();
                try (ChannelConsumer consumer = channel.consumer()) {
                    consumer.peek();
                    throw new AssertionError("it is not over");
                } catch (QueueClosedException e) {
                    Child.say(DID + "close");
                }
            }
            default -> {
                try (ChannelConsumer consumer = channel.consumer()) {
                    get(consumer, got);
                }
            }
        }
    }

    private static void put(SharedChannel channel) throws InterruptedException {
        try (ChannelProducer producer = channel.producer(1, TimeUnit.HOURS)) {
            producer.claim(MESSAGE_BYTES).abort();
            for (int i = 1; i <= MESSAGES; i++) {
                Claim claim = producer.claim(MESSAGE_BYTES);
                claim.putLong(0, i);
                claim.commit();
                Child.say(DID + i);
            }
        }
    }

    private void get(ChannelConsumer consumer, SharedLong got) throws InterruptedException {
        switch (this) {
            case POLL -> {
                for (int count = 0; count < MESSAGES; ) {
                    count += consumer.take(message -> got.set(message.getLong(0)), MESSAGES - count);
                }
            }
            case PEEK_AND_REMOVE -> {
                for (int i = 0; i < MESSAGES; i++) {
                    consumer.await();
                    got.set(consumer.peek().getLong(0));
                    consumer.remove();
                }
            }
            default -> {
                if (consumer.await(IN_VAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("nobody has put a message");
                }
            }
        }
    }

    /** Dies as the producer of each channel of a space, with a claim. */
    static final class Victim {
        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            for (int i = 1; i <= Integer.parseInt(arguments[2]); i++) {
                Claim claim =
                        valueOf(arguments[1]).openOrCreate(space, i).producer().claim(MESSAGE_BYTES);
                claim.putLong(0, -1);
                claim.putLong(16, -1);
            }
            Child.say(READY);
            Child.awaitLine();
        }
    }
}
