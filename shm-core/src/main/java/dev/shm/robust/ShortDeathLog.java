package dev.shm.robust;

import dev.shm.memory.Words;

/** In one word each: the PID, and the token's low bits. For locks of which there are many. */
final class ShortDeathLog extends DeathLog {
    private static final int TOKEN_BITS = 40;
    private static final long TOKEN_MASK = (1L << TOKEN_BITS) - 1;

    private final Words words;
    private final long base;

    ShortDeathLog(Words words, long base) {
        this.words = words;
        this.base = base;
    }

    @Override
    long count() {
        return words.getVolatile(base + StripeLayout.DEATHS_OFFSET);
    }

    @Override
    void setCount(long count) {
        words.setRelease(base + StripeLayout.DEATHS_OFFSET, count);
    }

    @Override
    void write(long n, long owner, OwnerDeath death) {
        words.setPlain(at(n), word(death));
    }

    @Override
    OwnerDeath read(long n) {
        long word = words.getPlain(at(n));
        return new OwnerDeath(word >>> TOKEN_BITS, "", 0, word & TOKEN_MASK, 0, 0);
    }

    @Override
    boolean isRecorded(long n, long owner, OwnerDeath death) {
        return words.getPlain(at(n)) == word(death);
    }

    private static long word(OwnerDeath death) {
        return death.pid() << TOKEN_BITS | death.token() & TOKEN_MASK;
    }

    private long at(long n) {
        return base + (n % 2 == 0 ? StripeLayout.FIRST_DEATH_OFFSET : StripeLayout.SECOND_DEATH_OFFSET);
    }
}
