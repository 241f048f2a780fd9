package dev.shm.sync;

import dev.shm.robust.Handling;
import dev.shm.robust.SimHost;
import dev.shm.robust.SimMemory;
import dev.shm.robust.SimNotes;
import dev.shm.robust.SimObserver;
import dev.shm.robust.SimProgram;
import dev.shm.robust.SimState;

/** The first processes set an event, and maybe clear it at once; the last ones wait for it. */
final class EventProgram extends SimProgram {
    private static final int MUST_GO_ON = 0;

    private final SimMemory memory =
            new SimMemory().word("state", EventLayout.STATE_OFFSET).word("events", EventLayout.EVENTS_OFFSET);
    private final int setters;
    private final boolean clears;

    EventProgram(int setters, int waiters, boolean clears) {
        super(setters + waiters);
        this.setters = setters;
        this.clears = clears;
    }

    @Override
    public SimMemory memory() {
        return memory;
    }

    @Override
    protected void live(SimHost host) throws InterruptedException {
        RobustEvent event = new RobustEvent(host.words(), 0, host.self(), host.site(0));
        host.lookAfter(event);
        host.ready();
        if (host.process() > setters) {
            event.await(Handling.DEFAULT, Long.MAX_VALUE, true);
            return;
        }
        event.set();
        if (clears) {
            event.clear();
        }
    }

    /** Who slept when it was set must go on, whatever comes then. */
    @Override
    public SimObserver observer() {
        return new SimNotes(processes(), 1) {
            @Override
            public void stored(SimState state, long offset, long value) {
                boolean isSet = offset == EventLayout.STATE_OFFSET && value % 2 != 0;
                for (int process = setters + 1; isSet && process <= processes(); process++) {
                    note(process, MUST_GO_ON, state.sleeps(process) ? 1 : of(process, MUST_GO_ON));
                }
            }

            @Override
            public boolean mayWait(int process, SimState state) {
                return state.word(EventLayout.STATE_OFFSET) % 2 == 0 && of(process, MUST_GO_ON) == 0;
            }
        };
    }
}
