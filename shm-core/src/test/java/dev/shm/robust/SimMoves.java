package dev.shm.robust;

import java.util.ArrayList;
import java.util.List;

/** All that can happen next in a state. */
final class SimMoves {
    private final SimState state;
    private final SimProgram program;
    private final boolean quiet;
    private final List<SimMove> moves = new ArrayList<>();

    private SimMoves(SimState state, boolean quiet) {
        this.state = state;
        this.program = state.program;
        this.quiet = quiet;
    }

    static List<SimMove> of(SimState state) {
        List<SimMove> all = of(state, false);
        return all.stream().allMatch(SimMove::isDeath) ? of(state, true) : all;
    }

    private static List<SimMove> of(SimState state, boolean quiet) {
        SimMoves possible = new SimMoves(state, quiet);
        for (int p = 0; p < state.at.length; p++) {
            if (state.isApart(p, 0)) {
                possible.moves.clear();
                possible.add(p);
                break;
            }
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
                if (program.hasToSee(state, p, quiet)) {
                    moves.add(new SimMove(p, t, 0));
                }
            }
            default -> moves.add(new SimMove(p, t, 0));
        }
    }

    private void addEndsOfSleep(int p, int t, SimOperation step) {
        if (state.futex.isWoken(SimFutex.number(p, t))) {
            moves.add(new SimMove(p, t, SimOperation.WOKEN));
            if (program.hasStarvation() && (step.expected() & SimOperation.IS_LATE) == 0) {
                moves.add(new SimMove(p, t, SimOperation.WOKEN_LATE));
            }
        } else if (program.looksAgain(state, p, t)) {
            moves.add(new SimMove(p, t, SimOperation.WOKEN));
        } else if (!program.hasThreads(p + 1) && program.hasToSee(state, p, quiet)) {
            moves.add(new SimMove(p, t, SimOperation.VISITED));
        }
        if ((step.expected() & SimOperation.MAY_TIME_OUT) != 0) {
            moves.add(new SimMove(p, t, SimOperation.TIMED_OUT));
        }
    }

    private void addSleepers(int p, int t, SimOperation step) {
        int before = moves.size();
        for (int sleeper = 0; step.value() == 1 && sleeper < state.futex.threads(); sleeper++) {
            if (state.futex.isQueuedAt(sleeper, program.memory().index(step.offset()))) {
                moves.add(new SimMove(p, t, sleeper));
            }
        }
        if (moves.size() == before) {
            moves.add(new SimMove(p, t, SimMove.NOBODY));
        }
    }

    private boolean mayDie(int p) {
        return state.deaths() < program.deaths() && !state.at[p].isFirst() && program.mayDieAt(state.at[p]);
    }

    /** Processes that do the same and have done nothing yet are interchangeable: let one of them be the first. */
    private boolean isTwinOfEarlier(int p) {
        for (int q = 0; q < p && state.at[p].isFirst(); q++) {
            if (state.at[q] != null && state.at[q].isFirst() && program.areAlike(p + 1, q + 1)) {
                return true;
            }
        }
        return false;
    }
}
