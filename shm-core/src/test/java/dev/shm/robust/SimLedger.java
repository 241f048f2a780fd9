package dev.shm.robust;

import java.util.Arrays;

/** What an observer who sees everything has written down, and the rules that it holds the processes to. */
final class SimLedger {
    private static final long[] NONE = {};

    private int dead;
    private int deaths;
    private int unmarked;
    private long lastToken;
    private long counted;
    /** Sections cut short by death and not recorded yet; as process, token. */
    private long[] due = NONE;
    /** Deaths recorded so far; as process, token. */
    private long[] recorded = NONE;

    private int threadsEnded;
    /** By process, 8 bits each: who waited before it came, and still does. */
    private long before;

    SimLedger copy() {
        SimLedger copy = new SimLedger();
        copy.dead = dead;
        copy.deaths = deaths;
        copy.unmarked = unmarked;
        copy.lastToken = lastToken;
        copy.counted = counted;
        copy.due = due;
        copy.recorded = recorded;
        copy.threadsEnded = threadsEnded;
        copy.before = before;
        return copy;
    }

    boolean isDead(int process) {
        return process > 0 && (dead >>> process & 1) != 0;
    }

    int deaths() {
        return deaths;
    }

    /** A process dies, in a section for each token that isn't 0. */
    void die(int process, long[] inside) {
        dead |= 1 << process;
        waitNoMore(process - 1);
        unmarked &= ~(1 << process);
        deaths++;
        for (long token : inside) {
            if (token != 0) {
                due = add(due, process, token);
            }
        }
    }

    /** A thread ends in its section, and its process lives. */
    void endThread(int process, long token) {
        unmarked |= 1 << process;
        threadsEnded |= 1 << process;
        due = add(due, process, token);
    }

    /** Whether a thread of a process has ended as the owner, and its mourner has not marked the word yet. */
    boolean hasUnmarked(int indexOfProcess) {
        return (unmarked >>> indexOfProcess + 1 & 1) != 0;
    }

    void mark(int process) {
        unmarked &= ~(1 << process);
    }

    /** A process, from 0, begins to want the lock, and those wait already. */
    void come(int process, int waiting) {
        before = before & ~(0xFFL << 8 * process) | (long) waiting << 8 * process;
    }

    /** It has the lock or has given up. */
    void waitNoMore(int process) {
        before &= ~(0x0101_0101_0101_0101L << process);
    }

    /** It gets the lock; first come, first served. */
    void checkTurn(int process) {
        require((before >>> 8 * process & 0xFF) == 0, "order: P" + (process + 1) + " is served before one that waited");
        waitNoMore(process);
    }

    void enter(long token, boolean anyInside) {
        require(!anyInside, "exclusion: two living threads in the section");
        require(due.length == 0, "told: a section begins, and a death in the one before is not recorded");
        require(token > lastToken, "fencing: token " + token + " after " + lastToken);
        lastToken = token;
    }

    void record(int process, long token) {
        require(
                isDead(process) || (threadsEnded >>> process & 1) != 0,
                "told once: P" + process + " lives and is recorded as dead");
        int at = find(recorded, process, token);
        require(at < 0, "told once: the death of P" + process + " is recorded twice, token " + token);
        require(
                (threadsEnded >>> process & 1) != 0 || find(recorded, process, -1) < 0,
                "told once: the death of P" + process + " is recorded twice");
        recorded = add(recorded, process, token);
        int cut = find(due, process, token);
        if (cut >= 0) {
            long[] rest = Arrays.copyOf(due, due.length - 2);
            System.arraycopy(due, cut + 2, rest, cut, rest.length - cut);
            due = rest;
        }
    }

    boolean hasRecords() {
        return recorded.length > 0;
    }

    void count(long value) {
        counted++;
        require(value == counted, "counter: " + counted + " were counted, it says " + value);
    }

    void checkEnd(long counter) {
        require(counter == counted, "counter: " + counted + " were counted, it says " + counter);
        require(unmarked == 0, "told: a thread has ended as the owner, and the word is not marked");
    }

    long fingerprint() {
        long hash = mix(mix(dead, unmarked), before);
        hash = mix(hash, lastToken);
        hash = mix(hash, counted);
        for (long l : due) {
            hash = mix(hash, l);
        }
        hash = mix(hash, due.length);
        for (long l : recorded) {
            hash = mix(hash, l);
        }
        return mix(hash, recorded.length);
    }

    /** From 64-bit hashes follow next to no false matches: 10 million states, one in 10<sup>5</sup> searches. */
    static long mix(long hash, long value) {
        long z = (hash ^ value) * 0x9E37_79B9_7F4A_7C15L + 0x632B_E59B_D9B4_E019L;
        z = (z ^ z >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return z ^ z >>> 29;
    }

    /** Where such a pair is, with any token if that is negative; negative if nowhere. */
    private static int find(long[] pairs, int process, long token) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] == process && (token < 0 || pairs[i + 1] == token)) {
                return i;
            }
        }
        return -1;
    }

    private static long[] add(long[] pairs, int process, long token) {
        long[] longer = Arrays.copyOf(pairs, pairs.length + 2);
        longer[pairs.length] = process;
        longer[pairs.length + 1] = token;
        return longer;
    }

    private static void require(boolean met, String what) {
        if (!met) {
            throw new SimViolation(what, null);
        }
    }
}
