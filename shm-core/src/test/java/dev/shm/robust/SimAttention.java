package dev.shm.robust;

import dev.shm.robust.SimScenario.Attention;

/** What the mourner of a lock that is simulated alone looks for: of what it has to see it may be told not to. */
final class SimAttention {
    private final SimScenario scenario;
    private final SimState state;

    SimAttention(SimScenario scenario, SimState state) {
        this.scenario = scenario;
        this.state = state;
    }

    static boolean isPlaceFree(SimState state) {
        return state.words[SimLockMemory.TAIL] - state.words[SimLockMemory.HEAD] < SimLockMemory.PLACES;
    }

    /** Whether a visit of this process's mourner now could do any good. */
    boolean hasToSee(int p) {
        if (state.observer.isNeeded(p)) {
            return true;
        }
        long word = state.words[SimLockMemory.WORD];
        if (scenario.fair) {
            return state.futex.isAnyQueued(p) && hasToTend(p, word);
        }
        return state.futex.isAnyQueued(p)
                && (looksFor(Attention.OWNER_DEAD, isOwnerDead(word))
                        || looksFor(Attention.WORD_FREE, OwnerWord.isFree(word))
                        || looksFor(Attention.NO_WAITERS_BIT, !OwnerWord.has(word, OwnerWord.WAITERS)));
    }

    /** See {@link FairQueue#tend}. */
    private boolean hasToTend(int p, long word) {
        long head = state.words[SimLockMemory.HEAD];
        boolean anyDead = false;
        while (true) {
            long lap = head / SimLockMemory.PLACES;
            long seen = state.words[SimLockMemory.FIRST_PLACE + (int) (head % SimLockMemory.PLACES)];
            boolean dead = FairPlace.isWaiting(seen) && state.isDead(OwnerWord.slot(seen));
            anyDead |= dead;
            if (!dead && seen != FairPlace.free(lap + 1) && seen != FairPlace.givenUp(lap)) {
                boolean mine = FairPlace.isWaiting(seen) && OwnerWord.slot(seen) == p + 1;
                boolean makesRoom = !isPlaceFree(state) && head != state.words[SimLockMemory.HEAD];
                return looksFor(Attention.FIRST_DEAD, anyDead)
                        || looksFor(Attention.FIRST_DEAD, makesRoom)
                        || mine && looksFor(Attention.OWNER_DEAD, isOwnerDead(word))
                        || mine && looksFor(Attention.WORD_FREE, OwnerWord.isFree(word));
            }
            head++;
        }
    }

    private boolean looksFor(Attention reason, boolean given) {
        return given && scenario.attention.contains(reason);
    }

    private boolean isOwnerDead(long word) {
        return !OwnerWord.isFree(word)
                && (OwnerWord.has(word, OwnerWord.THREAD_ENDED) || state.isDead(OwnerWord.slot(word)));
    }
}
