package dev.shm.locks;

import dev.shm.robust.RobustLock;
import dev.shm.space.LockedObject;

/**
 * One lock of a stripe, by its number.
 *
 * @param stripe which one
 * @param index from 0
 */
record StripedLock(LockStripe stripe, int index) implements LockedObject {
    /** The number of a long's lock: part of the file format, for all processes have to agree. */
    static int index(long key, int size) {
        return (int) ((spread(key) >>> Integer.SIZE) * size >>> Integer.SIZE);
    }

    /** The number of a text's lock; what {@link String#hashCode} is, is laid down. */
    static int index(String key, int size) {
        return index((long) key.hashCode(), size);
    }

    /*
     * Neighbours go far from each other, as the upper half decides. Source: the finalizer of MurmurHash3 by A. Appleby.
     */
    private static long spread(long key) {
        long h = key;
        h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
        h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
        return h ^ h >>> 33;
    }

    @Override
    public String name() {
        return stripe.name() + "[" + index + "]";
    }

    @Override
    public RobustLock ownLock() {
        return stripe.engineAt(index);
    }
}
