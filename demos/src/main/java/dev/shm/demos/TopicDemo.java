package dev.shm.demos;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedTopic;
import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.queues.Subscription;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;

/** {@code shm demo topic}. */
@Command(
        name = "topic",
        description =
                "Each JVM publishes its rounds in a topic and gets those of all; it rests now and then, and is told how many it"
                        + " has missed. Kill one with kill -9, and the others go on. With --space, type it in several"
                        + " terminals.")
final class TopicDemo extends Together {
    private static final int BYTES = 4096;
    private static final int REST_EVERY = 20;
    private static final int LONGEST_REST_MILLIS = 20;

    private static SharedTopic<String> news(SharedSpace space) {
        return SharedTopic.openOrCreate(space, "news", Codecs.strings(), BYTES, SlowSubscribers.LAP);
    }

    private static SharedLong disorder(SharedSpace space) {
        return SharedLong.openOrCreate(space, "disorder");
    }

    @Override
    String prepare(SharedSpace space, int parties) {
        disorder(space);
        return "A SharedTopic, in which " + news(space).published() + " news were published.";
    }

    @Override
    Work work(SharedSpace space, SharedLong share, long steps) {
        SharedTopic<String> news = news(space);
        Reader reader = new Reader(news, disorder(space));
        String self = Long.toString(ProcessHandle.current().pid());
        return new Rounds(share, steps) {
            @Override
            void round() throws InterruptedException {
                news.publish(self + " " + done());
                if (done() % REST_EVERY == REST_EVERY - 1) {
                    int millis = ThreadLocalRandom.current().nextInt(LONGEST_REST_MILLIS);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
                }
                reader.readAll();
            }

            @Override
            public String report() {
                return "published " + done() + ", " + reader;
            }
        };
    }

    @Override
    String outcome(SharedSpace space) {
        return "Published by all: " + news(space).published() + "\nNews out of order: "
                + disorder(space).get();
    }

    /** Takes what there is, and sees that the news of each publisher come in their order. */
    private static final class Reader {
        private final Subscription<String> subscription;
        private final SharedLong disorder;
        private final Map<String, Long> last = new HashMap<>();
        private final long first;
        private long got;

        Reader(SharedTopic<String> news, SharedLong disorder) {
            this.subscription = news.subscribe(From.NOW, missed -> {});
            this.first = subscription.position();
            this.disorder = disorder;
        }

        void readAll() {
            for (String text = subscription.poll(); text != null; text = subscription.poll()) {
                got++;
                String[] parts = text.split(" ");
                long number = Long.parseLong(parts[1]);
                Long before = last.put(parts[0], number);
                if (before != null && number <= before) {
                    disorder.incrementAndGet();
                }
            }
        }

        @Override
        public String toString() {
            long came = subscription.position() - first;
            return "of the " + came + " that came meanwhile got " + got + ", missed " + subscription.missed();
        }
    }
}
