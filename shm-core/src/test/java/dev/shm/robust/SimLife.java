package dev.shm.robust;

import java.util.HashMap;
import java.util.Map;

/**
 * The code of one process, run again and again: each time a little further than before. What it has learnt so far is given
 * to it by heart, so that no other process needs to run, and none to be stopped.
 */
final class SimLife implements AutoCloseable {
    private final SimProgram program;
    private final int process;
    private final Map<Object, SimMoment> places = new HashMap<>();
    private long moments;
    private SimMoment first;
    private SimThreads running;
    private SimMoment reached;

    SimLife(SimProgram program, int process) {
        this.program = program;
        this.process = process;
    }

    long number() {
        return ++moments;
    }

    /** Before it has done anything. */
    SimMoment first() {
        if (first == null) {
            SimMoment moment = new SimMoment(this, null, 0, 0);
            for (int thread = 0; thread < moment.next.length; thread++) {
                if (moment.next[thread].isMark()) {
                    moment = moment.after(thread, 0);
                }
            }
            first = moment;
        }
        return first;
    }

    /** The moment itself, or one that was found earlier and has the same future. */
    SimMoment merge(SimMoment moment) {
        SimMoment same = program.isUnmerged() || moment.place == null ? null : places.putIfAbsent(moment.place, moment);
        return same == null ? moment : same;
    }

    SimReplay replay(SimMoment moment) {
        if (!program.hasThreads(process)) {
            return new SimThread(program, process, moment);
        }
        if (moment.before != null && moment.before == reached) {
            running.goOn(moment);
        } else {
            close();
            running = new SimThreads(program, process, moment);
        }
        reached = moment;
        return running;
    }

    /** Ends its threads. */
    @Override
    public void close() {
        if (running != null) {
            running.end();
        }
    }
}
