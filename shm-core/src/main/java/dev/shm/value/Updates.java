package dev.shm.value;

import dev.shm.memory.PartWord;
import dev.shm.memory.Words;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;

/** The loops behind everything that takes a function: read, apply, and replace what was read if it is still there. */
final class Updates {
    private Updates() {}

    static long getAndUpdate(Words words, long offset, LongUnaryOperator update) {
        long before = words.getVolatile(offset);
        while (true) {
            long seen = words.compareAndExchange(offset, before, update.applyAsLong(before));
            if (seen == before) {
                return before;
            }
            before = seen;
        }
    }

    static long updateAndGet(Words words, long offset, LongUnaryOperator update) {
        long before = words.getVolatile(offset);
        while (true) {
            long after = update.applyAsLong(before);
            long seen = words.compareAndExchange(offset, before, after);
            if (seen == before) {
                return after;
            }
            before = seen;
        }
    }

    static int getAndUpdateInt(Words words, long offset, IntUnaryOperator update) {
        int before = words.getIntVolatile(offset);
        while (true) {
            int seen = words.compareAndExchangeInt(offset, before, update.applyAsInt(before));
            if (seen == before) {
                return before;
            }
            before = seen;
        }
    }

    static int updateAndGetInt(Words words, long offset, IntUnaryOperator update) {
        int before = words.getIntVolatile(offset);
        while (true) {
            int after = update.applyAsInt(before);
            int seen = words.compareAndExchangeInt(offset, before, after);
            if (seen == before) {
                return after;
            }
            before = seen;
        }
    }

    static int getAndUpdatePart(PartWord part, Words words, long offset, IntUnaryOperator update) {
        int before = part.getVolatile(words, offset);
        while (true) {
            int seen = part.compareAndExchange(words, offset, before, update.applyAsInt(before));
            if (seen == before) {
                return before;
            }
            before = seen;
        }
    }

    static int updateAndGetPart(PartWord part, Words words, long offset, IntUnaryOperator update) {
        int before = part.getVolatile(words, offset);
        while (true) {
            int after = update.applyAsInt(before);
            int seen = part.compareAndExchange(words, offset, before, after);
            if (seen == before) {
                return after;
            }
            before = seen;
        }
    }
}
