package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.memory.PartWord;
import dev.shm.memory.Words;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import java.util.Random;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parts of one word are changed as if each were alone. */
class PartWordTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;
    private static final long BASE = 8;

    /** Each thread has one byte of a word and knows what is in it. */
    @Test
    void anyChange_neighboursChangeToo_ownPartIsAsLeft() {
        HeapWords words = new HeapWords(24);
        Random seeds = Seeds.random("parts of a word");
        long[] seed = {seeds.nextLong(), seeds.nextLong(), seeds.nextLong(), seeds.nextLong()};
        int[] last = new int[THREADS];
        HangGuard.threads(THREADS, thread -> {
            Random random = new Random(seed[thread]);
            long offset = BASE + thread;
            int own = 0;
            for (int i = 0; i < ROUNDS; i++) {
                int next = random.nextInt(256);
                if (random.nextBoolean()) {
                    assertEquals(own, PartWord.BYTE.getAndSet(words, offset, next | 0xABC00));
                    own = next;
                } else {
                    int expected = random.nextBoolean() ? own : own ^ 1 + random.nextInt(255);
                    int before = PartWord.BYTE.compareAndExchange(words, offset, expected, next);
                    assertEquals(own, before);
                    own = expected == own ? next : own;
                }
                assertEquals(own, PartWord.BYTE.getVolatile(words, offset));
                assertEquals(own, PartWord.BYTE.getAcquire(words, offset));
            }
            last[thread] = own;
        });
        long word = words.getPlain(BASE);
        for (int i = 0; i < THREADS; i++) {
            assertEquals(last[i], (int) (word >>> 8 * i) & 0xFF);
        }
        assertEquals(0, word >>> 32, "what is behind the word");
        assertEquals(0, words.getPlain(0), "what is before the word");
    }

    @Tag("long")
    @Test
    void operations_anyInterleaving_asIfEachPartWereAlone() {
        check(Parts.class);
    }

    @Tag("long")
    @Test
    void compareAndSetInTwoSteps_isCaught() {
        assertThrows(LincheckAssertionError.class, () -> check(TornParts.class));
    }

    private static void check(Class<?> subject) {
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(1_000)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(TwoParts.class)
                .check(subject);
    }

    /** What it must look like. */
    public static class TwoParts {
        private int low;
        private int high;

        @Operation
        public int addToLow() {
            return low++;
        }

        @Operation
        public int addToHigh() {
            return high++;
        }

        @Operation
        public int swapHigh() {
            int before = high;
            high = 100;
            return before;
        }
    }

    /** Two of 16 bits in one word. */
    public static class Parts {
        private final Words words;

        public Parts() {
            this(new HeapWords(8));
        }

        Parts(Words words) {
            this.words = words;
        }

        @Operation
        public int addToLow() {
            return add(4);
        }

        @Operation
        public int addToHigh() {
            return add(6);
        }

        @Operation
        public int swapHigh() {
            return PartWord.SHORT.getAndSet(words, 6, 100);
        }

        private int add(long offset) {
            int before = PartWord.SHORT.getVolatile(words, offset);
            while (true) {
                int seen = PartWord.SHORT.compareAndExchange(words, offset, before, before + 1);
                if (seen == before) {
                    return before;
                }
                before = seen;
            }
        }
    }

    /** A mutant: between the look and the store another may come. */
    public static class TornParts extends Parts {
        public TornParts() {
            super(new HeapWords(8) {
                @Override
                public int compareAndExchangeInt(long offset, int expected, int value) {
                    int seen = getIntVolatile(offset);
                    if (seen == expected) {
                        setIntVolatile(offset, value);
                    }
                    return seen;
                }
            });
        }
    }
}
