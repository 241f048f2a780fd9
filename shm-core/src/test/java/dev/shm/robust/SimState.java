package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;

/** All processes and their memory at one moment. A state doesn't change; a step makes another one. */
final class SimState {
    final SimScenario scenario;
    final long[] words;
    /** By process; null: dead or at its end. */
    final SimMoment[] at;

    final SimFutex futex;
    final SimLedger ledger;

    /** The first one. */
    SimState(SimScenario scenario, SimLife[] code) {
        this.scenario = scenario;
        this.words = new long[SimMemory.WORDS];
        this.at = new SimMoment[code.length];
        this.futex = new SimFutex(code.length);
        this.ledger = new SimLedger();
        for (int i = 0; i < code.length; i++) {
            at[i] = code[i].first();
        }
    }

    private SimState(SimState before) {
        this.scenario = before.scenario;
        this.words = before.words.clone();
        this.at = before.at.clone();
        this.futex = before.futex.copy();
        this.ledger = before.ledger.copy();
    }

    /** The state after a step. */
    SimState after(SimMove move) {
        SimState next = new SimState(this);
        if (move.isDeath()) {
            next.die(move.process());
        } else {
            if (at[move.process()].isFirst()) {
                next.ledger.come(move.process(), sleepers(move.process()));
            }
            if (move.choice() == SimOperation.TIMED_OUT && step(move).kind() == Kind.SLEEP) {
                next.ledger.waitNoMore(move.process());
            }
            next.learn(move.process(), move.thread(), next.perform(move, step(move)));
        }
        return next;
    }

    private SimOperation step(SimMove move) {
        return at[move.process()].next[move.thread()];
    }

    private void die(int p) {
        ledger.die(p + 1, at[p].inside);
        at[p] = null;
        futex.leaveAll(p);
    }

    private long perform(SimMove move, SimOperation step) {
        int index = SimMemory.index(step.offset());
        return switch (step.kind()) {
            case GET -> words[index];
            case SET -> store(index, step.value());
            case COMPARE_AND_SET -> words[index] == step.expected() ? 1 + store(index, step.value()) : 0;
            case SWAP -> words[index] + store(index, step.value());
            case ADD -> words[index] + store(index, words[index] + step.value());
            case IS_DEAD -> ledger.isDead((int) step.offset()) ? 1 : 0;
            case AWAIT -> queue(move, step);
            case SLEEP -> {
                if (move.choice() != SimOperation.VISITED) {
                    futex.leave(move.sleeper());
                }
                yield move.choice();
            }
            case WAKE -> wake(move, step);
            case WAKE_LOCAL -> {
                futex.wakeAll(move.process());
                yield 0;
            }
            default -> 0;
        };
    }

    /** {@return 0} */
    private long store(int index, long value) {
        words[index] = value;
        if (index == SimMemory.DEATHS) {
            int record = SimMemory.RECORDS + (value % 2 == 1 ? 0 : 2);
            ledger.record(OwnerWord.slot(words[record]), words[record + 1]);
        } else if (index == SimMemory.COUNTER) {
            ledger.count(value);
        } else if (index == SimMemory.SEQUENCE && value % 2 == 0) {
            ledger.count(value / 2);
        } else if (index == SimMemory.WORD && OwnerWord.has(value, OwnerWord.THREAD_ENDED)) {
            ledger.mark(OwnerWord.slot(value));
        }
        return 0;
    }

    private long queue(SimMove move, SimOperation step) {
        int index = SimMemory.index(step.offset());
        if ((int) words[index] != (int) step.expected()) {
            return 0;
        }
        futex.queue(move.sleeper(), index);
        return 1;
    }

    private long wake(SimMove move, SimOperation step) {
        if (step.value() > 1) {
            for (int p = 0; p < at.length; p++) {
                futex.wakeAll(p);
            }
        } else if (move.choice() != SimMove.NOBODY) {
            futex.wake((int) move.choice());
        }
        return 0;
    }

    private void learn(int p, int t, long value) {
        SimMoment now = at[p].after(t, value);
        while (now.next[t] != null && now.next[t].isMark()) {
            if (now.next[t].kind() == Kind.ENTER) {
                checkEntry(p, now.next[t].value());
            } else if (now.next[t].kind() == Kind.BEGIN) {
                ledger.come(p, sleepers(p));
            }
            now = now.after(t, 0);
        }
        if (now.failure != null) {
            throw new SimViolation("P" + (p + 1) + " fails: " + now.failure, now.failure);
        }
        if (now.endedInside != 0) {
            ledger.endThread(p + 1, now.endedInside);
        }
        at[p] = now.isOver() && !ledger.hasUnmarked(p) ? null : now;
    }

    /** Who of the others waits beyond doubt: a bit for each process. */
    private int sleepers(int except) {
        int sleepers = 0;
        for (int q = 0; scenario.fair && q < at.length; q++) {
            boolean known = q != except && at[q] != null && !scenario.hasThreads(q + 1);
            boolean sleeps = known && at[q].next[0] != null && at[q].next[0].kind() == Kind.SLEEP;
            if (sleeps && !futex.isAtWord(SimFutex.number(q, 0), SimMemory.WORD)) { // there it has found no place
                sleepers |= 1 << q;
            }
        }
        return sleepers;
    }

    private void checkEntry(int p, long token) {
        if (scenario.fair && !scenario.hasThreads(p + 1)) {
            ledger.checkTurn(p);
        }
        boolean anyInside = false;
        for (SimMoment moment : at) {
            anyInside |= moment != null && moment.isInside();
        }
        ledger.enter(token, anyInside);
        if (scenario.isToBeRepaired() && words[SimMemory.COUNTER] != words[SimMemory.MIRROR]) {
            throw new SimViolation("repair: a section begins with data that is half written", null);
        }
        if (scenario.policy == OwnerDeathPolicy.POISON && ledger.hasRecords()) {
            throw new SimViolation("poison: a section begins after a death", null);
        }
    }

    /** To be called if nothing can be done any more. */
    void checkEnd() {
        for (int p = 0; p < at.length; p++) {
            if (at[p] != null && !at[p].isOver()) {
                throw new SimViolation("hang: P" + (p + 1) + " waits for ever", null);
            }
        }
        ledger.checkEnd(scenario.records ? words[SimMemory.SEQUENCE] / 2 : words[SimMemory.COUNTER]);
    }

    /** The same for two states from which the same can follow. */
    long fingerprint() {
        long hash = SimLedger.mix(ledger.fingerprint(), futex.fingerprint());
        for (long word : words) {
            hash = SimLedger.mix(hash, word);
        }
        for (SimMoment moment : at) {
            hash = SimLedger.mix(hash, moment == null ? 0 : moment.id);
        }
        return hash;
    }

    /** What a step does, for people. */
    String describe(SimMove move) {
        if (move.isDeath()) {
            return "P" + (move.process() + 1) + " dies";
        }
        long learnt;
        try {
            learnt = new SimState(this).perform(move, step(move));
        } catch (SimViolation e) {
            learnt = 0; // it is what the violation tells
        }
        return move.text(step(move), learnt);
    }
}
