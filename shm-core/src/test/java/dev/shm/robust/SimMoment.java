package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;

/**
 * Where a simulated process is after all that it has learnt so far: what each of its threads does next. A process is a
 * function of what it learns, so that a moment is found out once and then shared by all runs that come by.
 */
final class SimMoment {
    /** Another one for each moment of a process; not 0. */
    final long id;

    final SimMoment before;
    final int thread;
    final long learnt;
    /** By thread; null: it has ended. */
    final SimOperation[] next;
    /** By thread: the token of the section it is in, 0 if in none. */
    final long[] inside;
    /** The token of the section in which a thread has ended in this very moment, else 0. */
    final long endedInside;
    /** What a thread has thrown in this very moment, else null. */
    final Throwable failure;

    /** Equal to that of another moment: the same follows. Null: nothing is known. */
    final SimPlace place;

    private final SimLife life;
    private final int depth;
    private Link known;

    /** The first one, or the one after it {@code thread} of {@code before} has learnt something. */
    SimMoment(SimLife life, SimMoment before, int thread, long learnt) {
        this.life = life;
        this.id = life.number();
        this.depth = before == null ? 0 : before.depth + 1;
        this.before = before;
        this.thread = thread;
        this.learnt = learnt;
        SimReplay now = life.replay(this);
        this.next = now.next();
        this.failure = now.failure();
        this.place = now.place();
        this.inside = before == null ? new long[next.length] : before.inside.clone();
        if (before != null && before.next[thread].isMark()) {
            SimOperation mark = before.next[thread];
            inside[thread] = mark.kind() == Kind.ENTER ? mark.value() : mark.kind() == Kind.TELL ? inside[thread] : 0;
        }
        this.endedInside = before != null && next[thread] == null ? inside[thread] : 0;
        if (endedInside != 0) {
            inside[thread] = 0;
        }
    }

    /** The moment after a thread has done its next step and learnt something by it. */
    SimMoment after(int byThread, long value) {
        for (Link link = known; link != null; link = link.other) {
            if (link.thread == byThread && link.learnt == value) {
                return link.moment;
            }
        }
        known = new Link(byThread, value, life.merge(new SimMoment(life, this, byThread, value)), known);
        return known.moment;
    }

    /** All moments from the second to this one. */
    SimMoment[] path() {
        SimMoment[] path = new SimMoment[depth];
        SimMoment moment = this;
        for (int i = depth; i > 0; moment = moment.before) {
            path[--i] = moment;
        }
        return path;
    }

    boolean isFirst() {
        return this == life.first() || isReady();
    }

    /** Whether it has prepared itself, and has not gone on yet. */
    boolean isReady() {
        return next[0] != null && next[0].kind() == Kind.READY;
    }

    /** Whether a thread is in its section. */
    boolean isInside() {
        for (long token : inside) {
            if (token != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether all its threads have ended, but for its mourner's. */
    boolean isOver() {
        for (SimOperation operation : next) {
            if (operation != null && operation.kind() != Kind.WATCH) {
                return false;
            }
        }
        return true;
    }

    /** What comes after a moment; moments that come to the same are one. */
    private record Link(int thread, long learnt, SimMoment moment, Link other) {}
}
