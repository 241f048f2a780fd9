package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;

/** All processes and their memory at one moment. A state doesn't change; a step makes another one. */
public final class SimState {
    final SimProgram program;
    final long[] words;
    /** By process; null: dead or at its end. */
    final SimMoment[] at;

    final SimFutex futex;
    final SimObserver observer;
    /** A bit for each process, from 1. */
    private int dead;

    /** The first one: all have prepared themselves, one after the other. */
    SimState(SimProgram program, SimLife[] code) {
        this.program = program;
        this.words = program.memory().first();
        this.at = new SimMoment[code.length];
        this.futex = new SimFutex(code.length + 1);
        this.observer = program.observer();
        for (int i = 0; i < code.length; i++) {
            at[i] = code[i].first();
        }
        for (int i = 0; i < code.length && program.isPrepared(); i++) {
            prepare(i);
        }
    }

    private void prepare(int p) {
        while (!at[p].isReady()) {
            SimMove move = new SimMove(p, 0, SimMove.NOBODY);
            learn(p, 0, perform(move, step(move)));
        }
    }

    private SimState(SimState before) {
        this.program = before.program;
        this.words = before.words.clone();
        this.at = before.at.clone();
        this.futex = before.futex.copy();
        this.observer = before.observer.copy();
        this.dead = before.dead;
    }

    /** The state after a step. */
    SimState after(SimMove move) {
        SimState next = new SimState(this);
        if (move.isDeath()) {
            next.die(move.process());
        } else {
            if (at[move.process()].isFirst()) {
                next.observer.begun(this, move.process());
            }
            if (move.choice() == SimOperation.TIMED_OUT && step(move).kind() == Kind.SLEEP) {
                next.observer.gaveUp(move.process());
            }
            program.memory().check(step(move), move.process(), words);
            next.learn(move.process(), move.thread(), next.perform(move, step(move)));
        }
        return next;
    }

    private SimOperation step(SimMove move) {
        return at[move.process()].next[move.thread()];
    }

    private void die(int p) {
        dead |= 1 << p + 1;
        observer.diedInside(p + 1, at[p].inside);
        at[p] = null;
        futex.leaveAll(p);
    }

    long perform(SimMove move, SimOperation step) {
        int index = step.isAccess() ? program.memory().index(step.offset()) : SimMemory.NONE;
        return switch (step.kind()) {
            case GET -> words[index];
            case SET -> store(step.offset(), step.value());
            case COMPARE_AND_SET -> words[index] == step.expected() ? 1 + store(step.offset(), step.value()) : 0;
            case SWAP -> words[index] + store(step.offset(), step.value());
            case ADD -> words[index] + store(step.offset(), words[index] + step.value());
            case IS_DEAD -> isDead((int) step.offset()) ? 1 : 0;
            case AWAIT -> queue(move, step);
            case SLEEP -> {
                if (move.choice() != SimOperation.VISITED) {
                    futex.leave(move.sleeper());
                }
                yield move.choice();
            }
            case WAKE -> wake(move, step);
            case WAKE_LOCAL -> {
                wakeLocal(move.process(), step.offset());
                yield 0;
            }
            default -> 0;
        };
    }

    /** {@return 0} */
    private long store(long offset, long value) {
        words[program.memory().index(offset)] = value;
        observer.stored(this, offset, value);
        return 0;
    }

    private long queue(SimMove move, SimOperation step) {
        int index = program.memory().index(step.offset());
        if ((int) words[index] != (int) step.expected()) {
            return 0;
        }
        futex.queue(move.sleeper(), index);
        return 1;
    }

    private long wake(SimMove move, SimOperation step) {
        if (step.value() > 1) {
            int index = program.memory().index(step.offset());
            for (int number = 0; number < futex.threads(); number++) {
                if (futex.isQueuedAt(number, index)) {
                    futex.wake(number);
                }
            }
        } else if (move.choice() != SimMove.NOBODY) {
            futex.wake((int) move.choice());
        }
        return 0;
    }

    private void wakeLocal(int p, long offset) {
        if (offset == SimSite.EVERYWHERE) {
            futex.wakeAll(p);
            return;
        }
        int index = program.memory().index(offset);
        for (int number = SimFutex.number(p, 0); number < SimFutex.number(p + 1, 0); number++) {
            if (futex.isQueuedAt(number, index)) {
                futex.wake(number);
            }
        }
    }

    private void learn(int p, int t, long value) {
        boolean apart = isApart(p, t);
        SimMoment now = at[p].after(t, value);
        while (now.next[t] != null && now.next[t].isMark()) {
            if (apart) {
                throw new AssertionError("behind a step of which others know nothing: " + now.next[t]);
            }
            hear(p, now.next[t]);
            now = now.after(t, 0);
        }
        if (now.failure != null) {
            throw new SimViolation("P" + (p + 1) + " fails: " + now.failure, now.failure);
        }
        if (now.endedInside != 0) {
            observer.endedInside(p + 1, now.endedInside);
        }
        at[p] = now.isOver() && !observer.isNeeded(p) ? null : now;
    }

    /** Whether others have nothing to do with the next step of a thread. */
    boolean isApart(int p, int t) {
        SimOperation step = at[p] == null ? null : at[p].next[t];
        return step != null && !program.hasThreads(p + 1) && program.memory().isApart(step, p, words);
    }

    private void hear(int p, SimOperation mark) {
        switch (mark.kind()) {
            case ENTER -> observer.entered(this, p, mark.value());
            case BEGIN -> observer.begun(this, p);
            case TELL -> observer.told(p + 1, (int) mark.offset(), mark.value());
            default -> {}
        }
    }

    // ---- for those who look on ----

    /**
     * {@return what stands in a word}
     * @param offset of it
     */
    public long word(long offset) {
        return words[program.memory().index(offset)];
    }

    /**
     * {@return whether a process has died}
     * @param process from 1
     */
    public boolean isDead(int process) {
        return process > 0 && (dead >>> process & 1) != 0;
    }

    /**
     * {@return whether a lock is owned by one that has died}
     * @param offset where its word is
     */
    public boolean isAbandoned(long offset) {
        return isDead(OwnerWord.slot(word(offset)));
    }

    /** {@return how many have died} */
    public int deaths() {
        return Integer.bitCount(dead);
    }

    /**
     * {@return whether a process with one thread sleeps, woken or not}
     * @param process from 1
     */
    public boolean sleeps(int process) {
        SimMoment now = at[process - 1];
        return now != null && now.next[0] != null && now.next[0].kind() == Kind.SLEEP;
    }

    boolean isAnyQueuedAt(long offset) {
        boolean any = false;
        for (int p = 0; p < at.length; p++) {
            any |= isAnyQueuedAt(offset, p);
        }
        return any;
    }

    boolean isAnyQueuedAt(long offset, int process) {
        int index = program.memory().index(offset);
        boolean any = false;
        for (int number = SimFutex.number(process, 0); number < SimFutex.number(process + 1, 0); number++) {
            any |= futex.isQueuedAt(number, index);
        }
        return any;
    }

    /** To be called if nothing can be done any more. */
    void checkEnd() {
        for (int p = 0; p < at.length; p++) {
            if (at[p] != null && !at[p].isOver() && !observer.mayWait(p + 1, this)) {
                throw new SimViolation("hang: P" + (p + 1) + " waits for ever", null);
            }
        }
        observer.ended(this);
        SimAudit.of(program, new SimState(this));
    }

    /** The same for two states from which the same can follow. */
    long fingerprint() {
        long hash = SimLedger.mix(SimLedger.mix(observer.fingerprint(), dead), futex.fingerprint());
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
        return move.text(program.memory(), step(move), learnt);
    }
}
