package dev.shm.robust;

import dev.shm.wait.WaitPlaces;

/** The site of a fair lock on the heap: one monitor is the futex of all places. */
class FairHeapSite extends HeapSite {
    private static final int PLACES = 8;

    private final HeapWords words;
    private final boolean[] sleeps = new boolean[PLACES]; // guarded by this

    FairHeapSite(HeapWords words) {
        super(words);
        this.words = words;
    }

    @Override
    public int places() {
        return PLACES;
    }

    @Override
    public WaitPlaces waitPlaces(long offset, int count) {
        return new Places();
    }

    void wakeAt(int place) {
        synchronized (this) {
            sleeps[place] = false;
            notifyAll();
        }
    }

    private final class Places implements WaitPlaces {
        @Override
        public void await(int place, int expected, long nanos, boolean soon, boolean interruptible) {
            synchronized (FairHeapSite.this) {
                sleeps[place] = (int) words.getVolatile(offset(place)) == expected;
                while (sleeps[place]) {
                    try {
                        FairHeapSite.this.wait();
                    } catch (InterruptedException e) {
                        throw new AssertionError("nobody interrupts here", e);
                    }
                }
            }
        }

        private long offset(int place) {
            return RobustLayout.LENGTH + FairLayout.PLACES_OFFSET + (long) place * Long.BYTES;
        }

        @Override
        public void wake(int place) {
            wakeAt(place);
        }

        @Override
        public void wakeLocal() {
            throw new AssertionError("only a mourner calls it");
        }

        @Override
        public boolean hasInterrupts() {
            return false;
        }
    }
}
