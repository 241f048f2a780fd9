package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;
import java.util.ArrayList;
import java.util.List;

/** All processes and their memory at one moment. A state doesn't change; a step makes another one. */
final class SimState {
    private static final byte AWAKE = 0;
    private static final byte QUEUED = 1;
    private static final byte WOKEN = 2;
    private static final int MOST_THREADS = 3;

    private final SimScenario scenario;
    private final long[] words;
    /** By process; null: dead or at its end. */
    private final SimMoment[] at;
    /** By process and thread. */
    private final byte[] sleep;

    private final SimLedger ledger;

    /** The first one. */
    SimState(SimScenario scenario, SimLife[] code) {
        this.scenario = scenario;
        this.words = new long[SimMemory.WORDS];
        this.at = new SimMoment[code.length];
        this.sleep = new byte[code.length * MOST_THREADS];
        this.ledger = new SimLedger();
        for (int i = 0; i < code.length; i++) {
            at[i] = code[i].first();
        }
    }

    private SimState(SimState before) {
        this.scenario = before.scenario;
        this.words = before.words.clone();
        this.at = before.at.clone();
        this.sleep = before.sleep.clone();
        this.ledger = before.ledger.copy();
    }

    /**
     * A step that can be done next.
     *
     * @param process by which process, from 0
     * @param thread by which thread of it; negative: the process dies
     * @param choice how a sleep ends, or who is woken (negative: nobody); else 0
     */
    record Move(int process, int thread, long choice) {
        private static final int DEATH = -1;

        boolean isDeath() {
            return thread == DEATH;
        }
    }

    // ---- what may happen ----

    List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        for (int p = 0; p < at.length; p++) {
            if (at[p] != null && !isTwinOfEarlier(p)) {
                addMoves(moves, p);
            }
        }
        return moves;
    }

    private void addMoves(List<Move> moves, int p) {
        for (int t = 0; t < at[p].next.length; t++) {
            addSteps(moves, p, t);
        }
        if (mayDie(p)) {
            moves.add(new Move(p, Move.DEATH, 0));
        }
    }

    private void addSteps(List<Move> moves, int p, int t) {
        SimOperation step = at[p].next[t];
        if (step == null) {
            return;
        }
        switch (step.kind()) {
            case SLEEP -> addEndsOfSleep(moves, p, t, step);
            case WAKE -> addSleepers(moves, p, t, step);
            case WATCH -> {
                if (hasToSee(p)) {
                    moves.add(new Move(p, t, 0));
                }
            }
            default -> moves.add(new Move(p, t, 0));
        }
    }

    private void addEndsOfSleep(List<Move> moves, int p, int t, SimOperation step) {
        if (sleep[p * MOST_THREADS + t] == WOKEN) {
            moves.add(new Move(p, t, SimOperation.WOKEN));
            if (scenario.starvation && (step.expected() & SimOperation.IS_LATE) == 0) {
                moves.add(new Move(p, t, SimOperation.WOKEN_LATE));
            }
        } else if (!scenario.hasThreads(p + 1) && hasToSee(p)) {
            moves.add(new Move(p, t, SimOperation.VISITED));
        }
        if ((step.expected() & SimOperation.MAY_TIME_OUT) != 0) {
            moves.add(new Move(p, t, SimOperation.TIMED_OUT));
        }
    }

    private void addSleepers(List<Move> moves, int p, int t, SimOperation step) {
        int before = moves.size();
        if (step.value() == 1) {
            for (int sleeper = 0; sleeper < sleep.length; sleeper++) {
                if (sleep[sleeper] == QUEUED) {
                    moves.add(new Move(p, t, sleeper));
                }
            }
        }
        if (moves.size() == before) {
            moves.add(new Move(p, t, -1));
        }
    }

    /** Whether a visit of this process's mourner now could do any good. */
    private boolean hasToSee(int p) {
        long word = words[SimMemory.WORD];
        if (ledger.hasUnmarked(p)) {
            return true;
        }
        boolean queued = false;
        for (int t = 0; t < MOST_THREADS; t++) {
            queued |= sleep[p * MOST_THREADS + t] == QUEUED;
        }
        return queued
                && (looksFor(SimScenario.Attention.OWNER_DEAD, isDead(word))
                        || looksFor(SimScenario.Attention.WORD_FREE, OwnerWord.isFree(word))
                        || looksFor(SimScenario.Attention.NO_WAITERS_BIT, !OwnerWord.has(word, OwnerWord.WAITERS)));
    }

    private boolean looksFor(SimScenario.Attention reason, boolean given) {
        return given && scenario.attention.contains(reason);
    }

    private boolean isDead(long word) {
        return !OwnerWord.isFree(word)
                && (OwnerWord.has(word, OwnerWord.THREAD_ENDED) || ledger.isDead(OwnerWord.slot(word)));
    }

    private boolean mayDie(int p) {
        return ledger.deaths() < scenario.deaths
                && !isUntouched(p)
                && (!scenario.deathsInSectionOnly || at[p].isInside());
    }

    /** Processes that have done nothing yet are all alike: let one of them be the first. */
    private boolean isTwinOfEarlier(int p) {
        if (!isUntouched(p)) {
            return false;
        }
        for (int q = 0; q < p; q++) {
            if (isUntouched(q) && scenario.areAlike(p + 1, q + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isUntouched(int p) {
        return at[p] != null && at[p].isFirst();
    }

    // ---- what happens ----

    /** The state after a step. */
    SimState after(Move move) {
        SimState next = new SimState(this);
        if (move.isDeath()) {
            next.die(move.process());
        } else {
            SimOperation step = at[move.process()].next[move.thread()];
            next.learn(move.process(), move.thread(), next.perform(move, step));
        }
        return next;
    }

    private void die(int p) {
        ledger.die(p + 1, at[p].inside);
        at[p] = null;
        for (int t = 0; t < MOST_THREADS; t++) {
            sleep[p * MOST_THREADS + t] = AWAKE;
        }
    }

    private long perform(Move move, SimOperation step) {
        int index = SimMemory.index(step.offset());
        return switch (step.kind()) {
            case GET -> words[index];
            case SET -> store(index, step.value());
            case SWAP -> {
                long old = words[index];
                store(index, step.value());
                yield old;
            }
            case ADD -> {
                long old = words[index];
                store(index, old + step.value());
                yield old;
            }
            case COMPARE_AND_SET -> words[index] == step.expected() ? store(index, step.value()) + 1 : 0;
            case IS_DEAD -> ledger.isDead((int) step.offset()) ? 1 : 0;
            case AWAIT -> queue(move, step);
            case SLEEP -> {
                if (move.choice() != SimOperation.VISITED) {
                    sleep[move.process() * MOST_THREADS + move.thread()] = AWAKE;
                }
                yield move.choice();
            }
            case WAKE -> wake(move, step);
            case WAKE_LOCAL -> {
                for (int t = 0; t < MOST_THREADS; t++) {
                    wake(move.process() * MOST_THREADS + t);
                }
                yield 0;
            }
            default -> 0;
        };
    }

    private long store(int index, long value) {
        words[index] = value;
        if (index == SimMemory.DEATHS) {
            int at = SimMemory.RECORDS + (value % 2 == 1 ? 0 : 2);
            ledger.record(OwnerWord.slot(words[at]), words[at + 1]);
        } else if (index == SimMemory.COUNTER) {
            ledger.count(value);
        } else if (index == SimMemory.WORD && OwnerWord.has(value, OwnerWord.THREAD_ENDED)) {
            ledger.mark(OwnerWord.slot(value));
        }
        return 0;
    }

    private long queue(Move move, SimOperation step) {
        if ((int) words[SimMemory.WORD] != (int) step.expected()) {
            return 0;
        }
        sleep[move.process() * MOST_THREADS + move.thread()] = QUEUED;
        return 1;
    }

    private long wake(Move move, SimOperation step) {
        if (step.value() > 1) {
            for (int i = 0; i < sleep.length; i++) {
                wake(i);
            }
        } else if (move.choice() >= 0) {
            wake((int) move.choice());
        }
        return 0;
    }

    private void wake(int sleeper) {
        if (sleep[sleeper] == QUEUED) {
            sleep[sleeper] = WOKEN;
        }
    }

    private void learn(int p, int t, long value) {
        SimMoment now = at[p].after(t, value);
        while (now.next[t] != null && now.next[t].isMark()) {
            if (now.next[t].kind() == Kind.ENTER) {
                ledger.enter(now.next[t].value(), isAnyInside());
                checkData();
            }
            now = now.after(t, 0);
        }
        if (now.failure != null) {
            throw new SimViolation("P" + (p + 1) + " fails: " + now.failure, now.failure);
        }
        if (now.endedInside != 0) {
            ledger.endThread(p + 1, now.endedInside);
        }
        at[p] = now;
        if (now.isOver() && !ledger.hasUnmarked(p)) {
            at[p] = null;
        }
    }

    private void checkData() {
        if (scenario.isToBeRepaired() && words[SimMemory.COUNTER] != words[SimMemory.MIRROR]) {
            throw new SimViolation("repair: a section begins with data that is half written", null);
        }
        if (scenario.policy == OwnerDeathPolicy.POISON && ledger.hasRecords()) {
            throw new SimViolation("poison: a section begins after a death", null);
        }
    }

    private boolean isAnyInside() {
        for (SimMoment moment : at) {
            if (moment != null && moment.isInside()) {
                return true;
            }
        }
        return false;
    }

    // ---- what must be ----

    /** To be called if nothing can be done any more. */
    void checkEnd() {
        for (int p = 0; p < at.length; p++) {
            if (at[p] != null && !at[p].isOver()) {
                throw new SimViolation("hang: P" + (p + 1) + " waits for ever", null);
            }
        }
        ledger.checkEnd(words[SimMemory.COUNTER]);
    }

    /** The same for two states from which the same can follow. */
    long fingerprint() {
        long hash = ledger.fingerprint();
        for (long word : words) {
            hash = SimLedger.mix(hash, word);
        }
        for (int p = 0; p < at.length; p++) {
            hash = SimLedger.mix(hash, at[p] == null ? 0 : at[p].id);
        }
        for (byte b : sleep) {
            hash = SimLedger.mix(hash, b);
        }
        return hash;
    }

    String describe(Move move) {
        String who = "P" + (move.process() + 1);
        if (move.isDeath()) {
            return who + " dies";
        }
        SimOperation step = at[move.process()].next[move.thread()];
        SimState next = new SimState(this);
        long result;
        try {
            result = next.perform(move, step);
        } catch (SimViolation e) {
            result = 0;
        }
        String thread = scenario.hasThreads(move.process() + 1) ? "." + move.thread() : "";
        return who + thread + "  " + step + outcome(step, move, result);
    }

    private static String outcome(SimOperation step, Move move, long result) {
        return switch (step.kind()) {
            case SET, WAKE_LOCAL, WATCH, BEGIN, ENTER, LEAVE -> "";
            case GET, SWAP, ADD -> " is " + SimMemory.text(step.offset(), result);
            case COMPARE_AND_SET, IS_DEAD -> result == 0 ? " no" : " yes";
            case AWAIT -> result == 0 ? " it is not" : "";
            case WAKE -> step.value() > 1 ? " all" : move.choice() < 0 ? " nobody" : " P" + (move.choice() / 3 + 1);
            case SLEEP ->
                switch ((int) result) {
                    case (int) SimOperation.WOKEN -> " woken";
                    case (int) SimOperation.WOKEN_LATE -> " woken late";
                    case (int) SimOperation.TIMED_OUT -> " timed out";
                    default -> " mourner looks";
                };
        };
    }
}
