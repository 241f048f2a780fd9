package dev.shm.queues;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What the threads of this JVM have in hand of one queue: what each took by its last call. All but the first call of a thread
 * is made by one that is inside the consumers' section.
 */
final class Hands {
    private final ThreadLocal<Hand> own = ThreadLocal.withInitial(this::register);
    private final Set<Hand> all = ConcurrentHashMap.newKeySet();

    /** One thread's. */
    static final class Hand {
        private final Thread thread = Thread.currentThread();
        private long[] positions = new long[1];
        private int from;
        private int to;

        int count() {
            return to - from;
        }

        long position(int i) {
            return positions[from + i];
        }

        String threadName() {
            return thread.getName();
        }
    }

    private Hand register() {
        Hand hand = new Hand();
        all.add(hand);
        return hand;
    }

    /** {@return that of the current thread} */
    Hand own() {
        return own.get();
    }

    void add(Hand hand, long position) {
        if (hand.to == hand.positions.length) {
            hand.positions = Arrays.copyOf(hand.positions, 2 * hand.to);
        }
        hand.positions[hand.to++] = position;
    }

    /** Takes the one out that was taken first. */
    void removeFirst(Hand hand) {
        hand.from++;
        if (hand.count() == 0) {
            empty(hand);
        }
    }

    void empty(Hand hand) {
        hand.from = 0;
        hand.to = 0;
    }

    /** Whether there are threads that are known. */
    boolean isAny() {
        return !all.isEmpty();
    }

    /** Whether one has ended. */
    boolean isAnyEnded() {
        for (Hand hand : all) {
            if (!hand.thread.isAlive()) {
                return true;
            }
        }
        return false;
    }

    /** Forgets the threads that have ended; those that had something in hand are told of before. */
    void forgetEnded(Consumer<Hand> action) {
        for (Hand hand : all) {
            if (!hand.thread.isAlive()) {
                if (hand.count() > 0) {
                    action.accept(hand);
                    empty(hand);
                }
                all.remove(hand);
            }
        }
    }
}
