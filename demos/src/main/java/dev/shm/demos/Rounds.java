package dev.shm.demos;

import dev.shm.value.SharedLong;

/** Work that consists of rounds, one like the other. */
abstract class Rounds implements Work {
    private final SharedLong share;
    private final long rounds;
    private volatile boolean stopped;
    private volatile long done;
    private Thread runner; // guarded by this

    /**
     * So many rounds.
     *
     * @param share where others read how many are done; null if none does
     * @param rounds how many
     */
    Rounds(SharedLong share, long rounds) {
        this.share = share;
        this.rounds = rounds;
    }

    /** One round; an interrupt ends the work, with this round not done. */
    abstract void round() throws InterruptedException;

    @Override
    public final void run() {
        begin();
        try {
            for (long i = 1; i <= rounds && !stopped; i++) {
                round();
                done = i;
                if (share != null) {
                    share.set(i);
                }
            }
        } catch (InterruptedException e) {
            if (!stopped) {
                Thread.currentThread().interrupt();
            }
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        runner = Thread.currentThread();
    }

    private synchronized void end() {
        runner = null;
        if (stopped) {
            Thread.interrupted(); // it was for a round that had ended
        }
    }

    final boolean isStopped() {
        return stopped;
    }

    /** Also of a round that waits for others, who may never come. */
    @Override
    public synchronized void stop() {
        stopped = true;
        if (runner != null) {
            runner.interrupt();
        }
    }

    @Override
    public final long done() {
        return done;
    }

    @Override
    public String report() {
        return "";
    }
}
