package dev.shm.robust;

/** The states that were seen, by their fingerprints: 8 bytes each, of which half to three quarters of the table are full. */
final class SimStates {
    private long[] table = new long[1 << 12];
    private int size;

    int size() {
        return size;
    }

    /** Says whether it was not there yet. */
    boolean add(long print) {
        long key = print == 0 ? 1 : print;
        if (size > table.length / 4 * 3) {
            grow();
        }
        if (!put(key)) {
            return false;
        }
        size++;
        return true;
    }

    private boolean put(long key) {
        int mask = table.length - 1;
        int i = (int) key & mask;
        while (table[i] != 0) {
            if (table[i] == key) {
                return false;
            }
            i = i + 1 & mask;
        }
        table[i] = key;
        return true;
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        for (long key : old) {
            if (key != 0) {
                put(key);
            }
        }
    }
}
