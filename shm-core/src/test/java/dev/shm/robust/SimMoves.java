package dev.shm.robust;

import dev.shm.robust.SimScenario.Attention;
import java.util.ArrayList;
import java.util.List;

/** All that can happen next in a state. */
final class SimMoves {
    private final SimState state;
    private final SimScenario scenario;
    private final List<SimMove> moves = new ArrayList<>();

    private SimMoves(SimState state) {
        this.state = state;
        this.scenario = state.scenario;
    }

    static List<SimMove> of(SimState state) {
        SimMoves possible = new SimMoves(state);
        for (int p = 0; p < state.at.length; p++) {
            if (state.at[p] != null && !possible.isTwinOfEarlier(p)) {
                possible.add(p);
            }
        }
        return possible.moves;
    }

    private void add(int p) {
        SimMoment now = state.at[p];
        for (int t = 0; t < now.next.length; t++) {
            if (now.next[t] != null) {
                add(p, t, now.next[t]);
            }
        }
        if (mayDie(p)) {
            moves.add(SimMove.death(p));
        }
    }

    private void add(int p, int t, SimOperation step) {
        switch (step.kind()) {
            case SLEEP -> addEndsOfSleep(p, t, step);
            case WAKE -> addSleepers(p, t, step);
            case WATCH -> {
                if (hasToSee(p)) {
                    moves.add(new SimMove(p, t, 0));
                }
            }
            default -> moves.add(new SimMove(p, t, 0));
        }
    }

    private void addEndsOfSleep(int p, int t, SimOperation step) {
        if (state.futex.isWoken(SimFutex.number(p, t))) {
            moves.add(new SimMove(p, t, SimOperation.WOKEN));
            if (scenario.starvation && (step.expected() & SimOperation.IS_LATE) == 0) {
                moves.add(new SimMove(p, t, SimOperation.WOKEN_LATE));
            }
        } else if (scenario.fair && isPlaceFree() && state.futex.isQueuedAt(SimFutex.number(p, t), SimMemory.WORD)) {
            moves.add(new SimMove(p, t, SimOperation.WOKEN)); // it looks again after a while if there is a place for it
        } else if (!scenario.hasThreads(p + 1) && hasToSee(p)) {
            moves.add(new SimMove(p, t, SimOperation.VISITED));
        }
        if ((step.expected() & SimOperation.MAY_TIME_OUT) != 0) {
            moves.add(new SimMove(p, t, SimOperation.TIMED_OUT));
        }
    }

    private boolean isPlaceFree() {
        return state.words[SimMemory.TAIL] - state.words[SimMemory.HEAD] < SimMemory.PLACES;
    }

    private void addSleepers(int p, int t, SimOperation step) {
        int before = moves.size();
        for (int sleeper = 0; step.value() == 1 && sleeper < state.futex.threads(); sleeper++) {
            if (state.futex.isQueuedAt(sleeper, SimMemory.index(step.offset()))) {
                moves.add(new SimMove(p, t, sleeper));
            }
        }
        if (moves.size() == before) {
            moves.add(new SimMove(p, t, SimMove.NOBODY));
        }
    }

    /** Whether a visit of this process's mourner now could do any good. */
    private boolean hasToSee(int p) {
        if (state.ledger.hasUnmarked(p)) {
            return true;
        }
        long word = state.words[SimMemory.WORD];
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
        long head = state.words[SimMemory.HEAD];
        boolean anyDead = false;
        while (true) {
            long lap = head / SimMemory.PLACES;
            long seen = state.words[SimMemory.FIRST_PLACE + (int) (head % SimMemory.PLACES)];
            boolean dead = FairPlace.isWaiting(seen) && state.ledger.isDead(OwnerWord.slot(seen));
            anyDead |= dead;
            if (!dead && seen != FairPlace.free(lap + 1) && seen != FairPlace.givenUp(lap)) {
                boolean mine = FairPlace.isWaiting(seen) && OwnerWord.slot(seen) == p + 1;
                boolean makesRoom = !isPlaceFree() && head != state.words[SimMemory.HEAD];
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
                && (OwnerWord.has(word, OwnerWord.THREAD_ENDED) || state.ledger.isDead(OwnerWord.slot(word)));
    }

    private boolean mayDie(int p) {
        return state.ledger.deaths() < scenario.deaths
                && !state.at[p].isFirst()
                && (!scenario.deathsInSectionOnly || state.at[p].isInside());
    }

    /** Processes that do the same and have done nothing yet are interchangeable: let one of them be the first. */
    private boolean isTwinOfEarlier(int p) {
        for (int q = 0; q < p && state.at[p].isFirst(); q++) {
            if (state.at[q] != null && state.at[q].isFirst() && scenario.areAlike(p + 1, q + 1)) {
                return true;
            }
        }
        return false;
    }
}
