package dev.shm.demos;

import dev.shm.locks.InterProcessEvent;
import dev.shm.locks.WaitSet;
import dev.shm.robust.Awaitable;
import dev.shm.robust.ProcessEnd;
import dev.shm.space.ObjectInfo;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;

/** {@code shm demo wait-set}. */
@Command(
        name = "wait-set",
        description =
                "Each JVM has a bell, an event, that it rings after its rounds. Then it waits for all bells and all ends of the"
                        + " others at once, and tells who rang and who died. With --space, type it in several terminals.")
final class WaitSetDemo extends Together {
    private static final String BELL = "bell-";

    @Override
    String prepare(SharedSpace space, int parties) {
        return "An InterProcessEvent for each JVM.";
    }

    @Override
    Work work(SharedSpace space, SharedLong share, long steps) {
        InterProcessEvent own = InterProcessEvent.openOrCreate(
                space, BELL + ProcessHandle.current().pid());
        return new Rounds(share, steps) {
            private int rang;
            private int died;

            @Override
            void round() throws InterruptedException {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                if (done() + 1 == steps) {
                    own.set();
                    listen();
                }
            }

            private void listen() throws InterruptedException {
                List<Awaitable> waitingFor = othersAndTheirEnds(space, own.name());
                while (!waitingFor.isEmpty()) {
                    for (Awaitable heard : WaitSet.of(waitingFor).await()) {
                        int at = waitingFor.indexOf(heard);
                        if (at >= 0) { // else the end of one whose bell was heard just before
                            boolean isEnd = heard instanceof ProcessEnd;
                            rang += isEnd ? 0 : 1;
                            died += isEnd ? 1 : 0;
                            waitingFor
                                    .subList(isEnd ? at - 1 : at, isEnd ? at + 1 : at + 2)
                                    .clear();
                        }
                    }
                }
            }

            @Override
            public String report() {
                return "did " + done() + " rounds; of the others " + rang + " rang, " + died + " died";
            }
        };
    }

    /** In pairs: a bell, and the end of the process whose bell it is. */
    private static List<Awaitable> othersAndTheirEnds(SharedSpace space, String own) {
        List<Awaitable> pairs = new ArrayList<>();
        for (ObjectInfo object : space.objects()) {
            if (object.name().startsWith(BELL) && !object.name().equals(own)) {
                InterProcessEvent bell = InterProcessEvent.open(space, object.name());
                try {
                    ProcessEnd end = space.endOf(Long.parseLong(object.name().substring(BELL.length())));
                    pairs.add(bell);
                    pairs.add(end);
                } catch (IllegalArgumentException e) {
                    // It has ended already, long ago perhaps.
                }
            }
        }
        return pairs;
    }

    @Override
    String outcome(SharedSpace space) {
        long rung = space.objects().stream()
                .filter(object -> object.name().startsWith(BELL))
                .filter(object -> InterProcessEvent.open(space, object.name()).isSet())
                .count();
        return "Bells that were rung: " + rung;
    }
}
