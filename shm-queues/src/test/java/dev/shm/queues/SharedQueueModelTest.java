package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One thread does at random what can be done with a queue; a list says what has to come of it. */
@ExtendWith(LeakCheck.class)
class SharedQueueModelTest {
    private static final int STEPS = 20_000;
    private static final int CAPACITY = 7;
    private static final int CAPACITY_BYTES = 400;
    private static final int LONGEST = 150;

    private final List<String> model = new ArrayList<>();
    private long removed; // bytes of what was removed between others, since the queue was empty
    private String inHand;

    @ParameterizedTest
    @EnumSource
    void anything_oneThreadAtRandom_isAsInAList(ConsumerDeathPolicy policy) {
        Random random = Seeds.random("queue model " + policy);
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedQueue<String> queue =
                    SharedQueue.create(space, "queue", TestCodecs.TEXTS, CAPACITY, CAPACITY_BYTES, policy);
            for (int i = 0; i < STEPS; i++) {
                step(queue, random, i);
                assertEquals(model.size(), queue.size());
                assertEquals(model.isEmpty(), queue.isEmpty());
                if (i % 16 == 0) {
                    assertEquals(model, new ArrayList<>(queue));
                }
            }
        }
    }

    private void step(SharedQueue<String> queue, Random random, int i) {
        boolean keeps = queue.consumerDeathPolicy().redelivers();
        int used = model.size() + (keeps && inHand != null ? 1 : 0);
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 -> put(queue, text(random, i), used, keeps);
            case 5, 6, 7 -> {
                String taken = queue.poll();
                assertEquals(model.isEmpty() ? null : model.get(0), taken);
                inHand = model.isEmpty() ? null : model.remove(0);
            }
            case 8 -> removeOne(queue, random);
            default -> drain(queue, random);
        }
        if (model.isEmpty() && (!keeps || inHand == null)) {
            removed = 0;
        }
    }

    private void put(SharedQueue<String> queue, String element, int used, boolean keeps) {
        long bytes = removed + Slots.room(element.length());
        for (String each : model) {
            bytes += Slots.room(each.length());
        }
        bytes += keeps && inHand != null ? Slots.room(inHand.length()) : 0;
        if (queue.offer(element)) {
            assertTrue(used < CAPACITY, "more elements than it has room for");
            model.add(element);
        } else {
            assertTrue(used >= CAPACITY || bytes > CAPACITY_BYTES, "refused, though there is room");
        }
    }

    private void removeOne(SharedQueue<String> queue, Random random) {
        if (model.isEmpty()) {
            assertTrue(!queue.remove("nothing"));
            assertNull(queue.peek());
            return;
        }
        assertEquals(model.get(0), queue.peek());
        int index = random.nextInt(model.size());
        String element = model.get(index);
        if (random.nextBoolean()) {
            assertTrue(queue.remove(element));
        } else {
            Iterator<String> walk = queue.iterator();
            while (!walk.next().equals(element)) {}
            walk.remove();
        }
        model.remove(index);
        removed += Slots.room(element.length());
    }

    private void drain(SharedQueue<String> queue, Random random) {
        if (random.nextInt(4) == 0) {
            queue.clear();
            model.clear();
            return;
        }
        List<String> drained = new ArrayList<>();
        int most = 1 + random.nextInt(3);
        int expected = Math.min(most, model.size());
        assertEquals(expected, queue.drainTo(drained, most));
        assertEquals(model.subList(0, expected), drained);
        model.subList(0, expected).clear();
        queue.poll(); // so that one at most is in hand
        inHand = model.isEmpty() ? null : model.remove(0);
    }

    private static String text(Random random, int i) {
        StringBuilder text = new StringBuilder().append(i).append(':');
        int length = random.nextInt(3) == 0 ? random.nextInt(LONGEST) : random.nextInt(30);
        while (text.length() < length) {
            text.append((char) ('a' + text.length() % 26));
        }
        return text.toString();
    }
}
