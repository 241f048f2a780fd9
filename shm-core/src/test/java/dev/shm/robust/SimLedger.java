package dev.shm.robust;

import java.util.Arrays;

/** What an observer who sees everything has written down, and the rules that it holds the processes to. */
final class SimLedger implements SimObserver {
    private static final long[] NONE = {};

    private final SimScenario scenario;
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

    SimLedger(SimScenario scenario) {
        this.scenario = scenario;
    }

    @Override
    public SimLedger copy() {
        SimLedger copy = new SimLedger(scenario);
        copy.unmarked = unmarked;
        copy.lastToken = lastToken;
        copy.counted = counted;
        copy.due = due;
        copy.recorded = recorded;
        copy.threadsEnded = threadsEnded;
        copy.before = before;
        return copy;
    }

    @Override
    public void told(int process, int what, long value) {
        throw new UnsupportedOperationException("a section says more");
    }

    @Override
    public void died(int process) {
        waitNoMore(process - 1);
        unmarked &= ~(1 << process);
    }

    /** A process dies, in a section for each token that isn't 0. */
    @Override
    public void diedInside(int process, long[] inside) {
        died(process);
        for (long token : inside) {
            if (token != 0) {
                due = add(due, process, token);
            }
        }
    }

    /** A thread ends in its section, and its process lives. */
    @Override
    public void endedInside(int process, long token) {
        unmarked |= 1 << process;
        threadsEnded |= 1 << process;
        due = add(due, process, token);
    }

    /** Whether a thread of a process has ended as the owner, and its mourner has not marked the word yet. */
    @Override
    public boolean isNeeded(int indexOfProcess) {
        return (unmarked >>> indexOfProcess + 1 & 1) != 0;
    }

    private void mark(int process) {
        unmarked &= ~(1 << process);
    }

    /** A process, from 0, begins to want the lock, and those wait already. */
    private void come(int process, int waiting) {
        before = before & ~(0xFFL << 8 * process) | (long) waiting << 8 * process;
    }

    /** It has the lock or has given up. */
    private void waitNoMore(int process) {
        before &= ~(0x0101_0101_0101_0101L << process);
    }

    /** It gets the lock; first come, first served. */
    private void checkTurn(int process) {
        require((before >>> 8 * process & 0xFF) == 0, "order: P" + (process + 1) + " is served before one that waited");
        waitNoMore(process);
    }

    private void enter(long token, boolean anyInside) {
        require(!anyInside, "exclusion: two living threads in the section");
        require(due.length == 0, "told: a section begins, and a death in the one before is not recorded");
        require(token > lastToken, "fencing: token " + token + " after " + lastToken);
        lastToken = token;
    }

    private void record(int process, long token, boolean dead) {
        require(
                dead || (threadsEnded >>> process & 1) != 0,
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

    private boolean hasRecords() {
        return recorded.length > 0;
    }

    private void count(long value) {
        counted++;
        require(value == counted, "counter: " + counted + " were counted, it says " + value);
    }

    private void checkEnd(long counter) {
        require(counter == counted, "counter: " + counted + " were counted, it says " + counter);
        require(unmarked == 0, "told: a thread has ended as the owner, and the word is not marked");
    }

    // ---- what happens ----

    @Override
    public void stored(SimState state, long offset, long value) {
        int index = SimLockMemory.MEMORY.index(offset);
        if (index == SimLockMemory.DEATHS) {
            int at = SimLockMemory.RECORDS + (value % 2 == 1 ? 0 : 2);
            int process = OwnerWord.slot(state.words[at]);
            record(process, state.words[at + 1], state.isDead(process));
        } else if (index == SimLockMemory.COUNTER) {
            count(value);
        } else if (index == SimLockMemory.SEQUENCE && value % 2 == 0) {
            count(value / 2);
        } else if (index == SimLockMemory.WORD && OwnerWord.has(value, OwnerWord.THREAD_ENDED)) {
            mark(OwnerWord.slot(value));
        }
    }

    @Override
    public void begun(SimState state, int process) {
        come(process, sleepers(state, process));
    }

    @Override
    public void gaveUp(int process) {
        waitNoMore(process);
    }

    /** Who of the others waits beyond doubt: a bit for each process. */
    private int sleepers(SimState state, int except) {
        int sleepers = 0;
        for (int q = 0; scenario.fair && q < state.at.length; q++) {
            boolean known = q != except && state.at[q] != null && !scenario.hasThreads(q + 1);
            boolean sleeps =
                    known && state.at[q].next[0] != null && state.at[q].next[0].kind() == SimOperation.Kind.SLEEP;
            // At the word itself one sleeps that has found no place.
            if (sleeps && !state.futex.isAtWord(SimFutex.number(q, 0), SimLockMemory.WORD)) {
                sleepers |= 1 << q;
            }
        }
        return sleepers;
    }

    @Override
    public void entered(SimState state, int process, long token) {
        if (scenario.fair && !scenario.hasThreads(process + 1)) {
            checkTurn(process);
        }
        boolean anyInside = false;
        for (SimMoment moment : state.at) {
            anyInside |= moment != null && moment.isInside();
        }
        enter(token, anyInside);
        require(
                !scenario.isToBeRepaired() || state.words[SimLockMemory.COUNTER] == state.words[SimLockMemory.MIRROR],
                "repair: a section begins with data that is half written");
        require(scenario.policy != OwnerDeathPolicy.POISON || !hasRecords(), "poison: a section begins after a death");
    }

    @Override
    public void ended(SimState state) {
        checkEnd(scenario.records ? state.words[SimLockMemory.SEQUENCE] / 2 : state.words[SimLockMemory.COUNTER]);
    }

    @Override
    public long fingerprint() {
        long hash = mix(unmarked, before);
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
