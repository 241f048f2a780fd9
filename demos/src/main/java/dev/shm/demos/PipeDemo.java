package dev.shm.demos;

import dev.shm.queues.BrokenPipeException;
import dev.shm.queues.Codecs;
import dev.shm.queues.EndOfStreamException;
import dev.shm.queues.PipeEnd;
import dev.shm.queues.SharedPipe;
import dev.shm.queues.SharedPipe.Mode;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import picocli.CommandLine.Command;

/** {@code shm demo pipe}. */
@Command(
        name = "pipe",
        description =
                "JVMs in a ring, with a pipe from each to the next: each sends the number of its round there, and gets one"
                        + " from the JVM before it. Kill one with kill -9, and its neighbours learn it and go on. With"
                        + " --space, type it in several terminals; each waits until the others have come.")
final class PipeDemo extends Together {
    private static final int ELEMENTS = 16;
    private static final int BYTES = 64;

    private static SharedPipe<Long> pipe(SharedSpace space, int place) {
        return SharedPipe.openOrCreate(space, "pipe-" + place, Codecs.longs(), ELEMENTS, BYTES, Mode.ONE_WAY);
    }

    private static SharedLong parties(SharedSpace space) {
        return SharedLong.openOrCreate(space, "parties");
    }

    private static SharedLong disorder(SharedSpace space) {
        return SharedLong.openOrCreate(space, "disorder");
    }

    @Override
    String prepare(SharedSpace space, int members) {
        parties(space).compareAndSet(0, members);
        disorder(space);
        return "A ring of " + parties(space).get() + " SharedPipes.";
    }

    @Override
    Work work(SharedSpace space, SharedLong share, long steps) {
        int parties = (int) parties(space).get();
        int place = 0;
        PipeEnd<Long> before = tryTake(pipe(space, place));
        while (before == null) {
            place++;
            before = tryTake(pipe(space, place));
        }
        int following = place - place % parties + (place + 1) % parties;
        PipeEnd<Long> next = pipe(space, following).second();
        return new Neighbour(before, next, disorder(space), share, steps);
    }

    /** The end that receives; null if somebody else has it, or had it. */
    private static PipeEnd<Long> tryTake(SharedPipe<Long> pipe) {
        try {
            return pipe.first();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    @Override
    String outcome(SharedSpace space) {
        return "Numbers out of order: " + disorder(space).get();
    }

    /** One JVM's place in the ring. */
    private static final class Neighbour extends Rounds {
        private final PipeEnd<Long> before;
        private final PipeEnd<Long> next;
        private final SharedLong disorder;
        private long sent;
        private long got;
        private boolean isBeforeGone;
        private boolean isNextGone;

        Neighbour(PipeEnd<Long> before, PipeEnd<Long> next, SharedLong disorder, SharedLong share, long steps) {
            super(share, steps);
            this.before = before;
            this.next = next;
            this.disorder = disorder;
        }

        @Override
        void round() throws InterruptedException {
            try {
                if (!isNextGone) {
                    next.send(sent);
                    sent++;
                }
            } catch (BrokenPipeException e) {
                isNextGone = true;
            }
            try {
                if (!isBeforeGone) {
                    if (before.receive() != got) {
                        disorder.incrementAndGet();
                    }
                    got++;
                }
            } catch (EndOfStreamException e) {
                isBeforeGone = true;
            }
        }

        @Override
        public String report() {
            return "sent " + sent + ", got " + got + (isBeforeGone ? "; the one before it is gone" : "")
                    + (isNextGone ? "; the next one is gone" : "");
        }
    }
}
