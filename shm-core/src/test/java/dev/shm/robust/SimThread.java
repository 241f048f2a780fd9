package dev.shm.robust;

/** A run of a process that has one thread, in the thread of the caller. */
final class SimThread implements SimReplay, SimWorld {
    private final SimMoment[] path;
    private final SimBody body;
    private int done;
    private SimOperation next;
    private SimPlace place;
    private Throwable failure;

    SimThread(SimProgram program, int number, SimMoment moment) {
        path = moment.path();
        body = program.body(number, this);
        try {
            body.live();
        } catch (Paused e) {
            // it has learnt no more
        } catch (Exception | Error e) {
            failure = next == null ? e : null;
        }
    }

    @Override
    public long perform(SimOperation operation) {
        if (done < path.length) {
            SimMoment moment = path[done++];
            SimReplay.requireSame(moment.before.next[0], operation);
            return moment.learnt;
        }
        if (next == null) {
            next = operation;
            place = body.placeBefore(operation);
        }
        throw Paused.PAUSED;
    }

    @Override
    public SimOperation[] next() {
        return new SimOperation[] {next};
    }

    @Override
    public SimPlace place() {
        return place;
    }

    @Override
    public Throwable failure() {
        return failure;
    }
}
