package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What tests of topics do with elements that have numbers. */
final class Numbered {
    private Numbered() {}

    static void publish(SharedTopic<String> topic, int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            topic.publish("e" + i);
        }
    }

    static void assertNext(Subscription<String> subscription, int from, int to) {
        for (int i = from; i < to; i++) {
            assertEquals("e" + i, subscription.poll());
        }
    }

    /** Publishes until it is held back; says how many. */
    static int fill(SharedTopic<String> topic) {
        int published = 0;
        while (topic.tryPublish("e" + published)) {
            published++;
        }
        return published;
    }
}
