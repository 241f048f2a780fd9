package dev.shm.demos;

import dev.shm.value.SharedLong;

/** Work that consists of rounds, one like the other. */
abstract class Rounds implements Work {
    private final SharedLong share;
    private final long rounds;
    private volatile boolean stopped;
    private volatile long done;

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

    /** One round; an interrupt ends the work. */
    abstract void round() throws InterruptedException;

    @Override
    public final void run() {
        try {
            for (long i = 1; i <= rounds && !stopped; i++) {
                round();
                done = i;
                if (share != null) {
                    share.set(i);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    final boolean isStopped() {
        return stopped;
    }

    @Override
    public void stop() {
        stopped = true;
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
