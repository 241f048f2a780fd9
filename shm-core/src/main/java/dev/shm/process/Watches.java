package dev.shm.process;

/** The {@linkplain Watch watches} over some processes, one for each of the last few that were looked at. */
final class Watches {
    private static final int MOST = 16;

    private final Watch[] watches = new Watch[MOST];

    /** What is to be seen of the process that stands in a slot. */
    synchronized Sign look(int slot, Identity occupant) {
        if (!occupant.isVisible()) {
            return Sign.NONE;
        }
        int place = slot % MOST;
        Watch watch = watches[place];
        if (watch == null || !watch.isOf(occupant.pid(), occupant.startTicks())) {
            drop(place);
            watch = Watch.open(occupant.pid(), occupant.startTicks());
            watches[place] = watch;
        }
        Sign sign = watch == null ? Sign.NONE : watch.look();
        if (sign == Sign.NONE) {
            drop(place);
        }
        return sign;
    }

    synchronized void close() {
        for (int place = 0; place < MOST; place++) {
            drop(place);
        }
    }

    private void drop(int place) {
        if (watches[place] != null) {
            watches[place].close();
            watches[place] = null;
        }
    }
}
