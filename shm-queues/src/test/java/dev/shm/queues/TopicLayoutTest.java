package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.robust.RobustLock;
import dev.shm.robust.Seats;
import org.junit.jupiter.api.Test;

/** What the head of a topic reserves is as long as it must be. */
class TopicLayoutTest {
    @Test
    void reserved_areLongEnough() {
        assertEquals(TopicLayout.SEATING_OFFSET, TopicLayout.LOCK_OFFSET + RobustLock.lengthBytes());
        assertEquals(TopicLayout.SUBSCRIBERS_OFFSET, TopicLayout.SEATING_OFFSET + RobustLock.lengthBytes());
        assertEquals(TopicLayout.LENGTH, TopicLayout.SUBSCRIBERS_OFFSET + Seats.lengthBytes(TopicLayout.SUBSCRIBERS));
    }
}
