package dev.shm.queues;

import dev.shm.queues.QueueProgram.Role;
import dev.shm.robust.SimMemory;
import dev.shm.robust.SimNotes;
import dev.shm.robust.SimState;

/** Watches what becomes of each element in a simulation. */
final class QueueFates extends SimNotes {
    /** What a process says of an element. */
    static final long BEGUN = 1;

    static final long PUT = 2;
    static final long TAKEN = 4;
    static final long TAKEN_AGAIN = 8;
    static final long DONE = 16;
    /** The matter of one that waits until all is done. */
    static final int JOINS = 16;

    private final boolean redeliver;
    private final QueueGeometry geometry;
    private final Role[] roles;
    private final int lengthBytes;
    private final int before;

    QueueFates(ConsumerDeathPolicy policy, QueueGeometry geometry, Role[] roles, int lengthBytes, int before) {
        super(roles.length, JOINS + 1);
        this.redeliver = policy.redelivers();
        this.geometry = geometry;
        this.roles = roles;
        this.lengthBytes = lengthBytes;
        this.before = before;
    }

    // ---- at each step ----

    @Override
    protected void compare(int process, int what) {
        if (what == JOINS) {
            return;
        }
        long now = of(process, what);
        if (now == TAKEN || now == TAKEN_AGAIN) {
            require(isSaid(what, BEGUN) || isPut(what), "invented: an element that was never put");
            require(!isSaidByAnother(process, what, DONE), "again: an element that was done");
            require(now != TAKEN || !isTakenByAnother(process, what), "twice: an element, without a mark");
            require(now != TAKEN_AGAIN || redeliver && isAnyDead(), "again: though nobody has died");
            boolean isFirst = what % QueueProgram.EACH == 0;
            require(now != TAKEN || !isFirst || of(process, what + 1) == 0, "order: the second came first");
        }
    }

    private boolean isPut(int what) {
        return what < before || isSaid(what, PUT);
    }

    private boolean isSaid(int what, long value) {
        return isSaidByAnother(0, what, value);
    }

    private boolean isSaidByAnother(int process, int what, long value) {
        boolean said = false;
        for (int p = 1; p <= roles.length; p++) {
            said |= p != process && of(p, what) == value;
        }
        return said;
    }

    private boolean isTaken(int what) {
        return isTakenByAnother(0, what);
    }

    private boolean isTakenByAnother(int process, int what) {
        return isSaidByAnother(process, what, TAKEN)
                || isSaidByAnother(process, what, TAKEN_AGAIN)
                || isSaidByAnother(process, what, DONE);
    }

    private boolean isAnyDead() {
        boolean dead = false;
        for (int p = 1; p <= roles.length; p++) {
            dead |= isDead(p);
        }
        return dead;
    }

    // ---- at the end ----

    @Override
    public boolean mayWait(int process, SimState state) {
        if (state.isAbandoned(QueueLayout.CONSUMERS_OFFSET)) {
            return false;
        }
        return switch (roles[process - 1]) {
            case PUT, PUT_TWO -> put(state) - floor(state) >= geometry.capacity();
            case JOIN -> state.word(QueueLayout.DONE_OFFSET) < put(state) && !isLeftByDead(state, 1);
            default ->
                state.word(QueueLayout.RETURNED_OFFSET) == 0
                        && put(state) <= state.word(QueueLayout.HEAD_OFFSET)
                        && !(redeliver && isLeftByDead(state, TakenShare.of(1, 0)));
        };
    }

    private boolean isLeftByDead(SimState state, long least) {
        boolean left = false;
        for (int p = 1; p <= roles.length; p++) {
            left |= isDead(p) && share(state, p) >= least;
        }
        return left;
    }

    private static long share(SimState state, int process) {
        return state.word(SimMemory.shareOf(QueueLayout.SHARES_OFFSET, process));
    }

    private long floor(SimState state) {
        return state.word(redeliver ? QueueLayout.FLOOR_OFFSET : QueueLayout.HEAD_OFFSET);
    }

    private long put(SimState state) {
        long tail = state.word(QueueLayout.TAIL_OFFSET);
        return state.word(slot(tail) + SlotLayout.STATE_OFFSET) == tail + 1 ? tail + 1 : tail;
    }

    private long slot(long n) {
        return QueueLayout.LENGTH + (n & geometry.slots() - 1) * SlotLayout.LENGTH;
    }

    @Override
    public void ended(SimState state) {
        if (state.isAbandoned(QueueLayout.CONSUMERS_OFFSET) || isAnyClearing()) {
            return; // what is there is seen when somebody has come
        }
        for (int what = 0; what < JOINS; what++) {
            if (isPut(what) && !isTaken(what)) {
                require(isThere(state, what) || !redeliver && isAnyDead(), "lost: element " + what);
            }
        }
    }

    private boolean isAnyClearing() {
        boolean clears = false;
        for (Role role : roles) {
            clears |= role == Role.CLEAR;
        }
        return clears;
    }

    private boolean isThere(SimState state, int what) {
        boolean there = false;
        for (long n = floor(state); n < put(state); n++) {
            long start = state.word(slot(n) + SlotLayout.START_OFFSET);
            long at = lengthBytes <= SlotLayout.INLINED_BYTES
                    ? slot(n) + SlotLayout.INLINED_OFFSET
                    : geometry.ringOffset() + (start & geometry.ringBytes() - 1);
            there |= state.word(at) == what + 1;
        }
        return there;
    }
}
