package dev.shm.process;

/**
 * One process's stay in a space: its slot and a number that is never used again in that space.
 *
 * @param slot from 1 to 4095
 * @param number from 1 to 2<sup>47</sup> - 1
 */
public record Incarnation(int slot, long number) {
    /** The largest slot: 12 bits. */
    public static final int MAX_SLOT = (1 << 12) - 1;

    /** The largest number: 47 bits, enough for 220,000 years of 20 new processes a second. */
    public static final long MAX_NUMBER = (1L << 47) - 1;
}
