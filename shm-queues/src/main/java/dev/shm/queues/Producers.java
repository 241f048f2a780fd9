package dev.shm.queues;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.robust.Fairness;
import dev.shm.robust.Handling;
import dev.shm.robust.LockSite;
import dev.shm.robust.RobustLock;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/** The side of a queue at which elements are put: tail, and how much room there is. All of it changes under one lock. */
final class Producers {
    /*
     *   next bytes = where the next element's will begin
     *   write the slot; state = n + 1      the element is put
     *   bytes tail = next bytes; tail = n + 1
     *
     * Killed before the state is set, nothing has been put, and the slot and the bytes are written anew by the next one. Killed
     * behind it, the next one finds the slot filled and does the last line first.
     */
    /* At first bytes are moved only where that is done in one piece. */
    private static final int COMPACTIONS = 2;

    private final String name;
    private final Words words;
    private final long base;
    private final Slots slots;
    private final Consumers consumers;
    private final long mostElements;
    private final long mostBytes;
    private final RobustLock lock;
    /* What was seen of the other side last: there is at least so much room. Guarded by the lock. */
    private long knownFloor;
    private long knownBytesFloor;

    Producers(
            Words words,
            long base,
            Incarnation self,
            LockSite site,
            Slots slots,
            Consumers consumers,
            QueueGeometry geometry) {
        this.name = site.name();
        this.words = words;
        this.base = base;
        this.slots = slots;
        this.consumers = consumers;
        this.mostElements = geometry.capacity();
        this.mostBytes = geometry.capacityBytes();
        long lockAt = base + QueueLayout.PRODUCERS_OFFSET;
        this.lock = new RobustLock(words, lockAt, self, site.companion(lockAt, Fairness.BARGING));
    }

    /** One wish to put an element. */
    final class Wish implements BooleanSupplier {
        private final ByteBuffer element;
        private final long room;
        /*
         * The floor when bytes in use were moved together in vain, or a later one only if all slots were in use. Whoever gives room
         * back moves the floor first, and the bytes floor behind it, or, killed in between, never.
         */
        private long floorInVain = -1;

        Wish(ByteBuffer element) {
            this.element = element;
            this.room = Slots.room(element.limit());
        }

        /** Puts it, if there is room; says whether. */
        @Override
        public boolean getAsBoolean() {
            lock.lock(Handling.DEFAULT);
            try {
                return put(this);
            } finally {
                lock.unlock();
            }
        }

        /** Whether it is worth another attempt: the consumers have moved since the last one, or will not. */
        boolean mayBe() {
            return consumers.inUse().floor() != floorInVain || consumers.isSettlementDue() || consumers.isClosed();
        }
    }

    private boolean put(Wish wish) {
        long n = recover();
        if (consumers.isClosed()) {
            throw new QueueClosedException("closed: queue=" + name + "; nothing is put any more");
        }
        long start = words.getPlain(base + QueueLayout.BYTES_TAIL_OFFSET);
        if (!hasRoom(n, start, wish.room) && !findRoom(n, start, wish)) {
            return false;
        }
        words.setPlain(base + QueueLayout.NEXT_BYTES_OFFSET, start + wish.room);
        slots.fill(n, start, wish.element);
        finish(n, start + wish.room);
        return true;
    }

    /** The number of the slot to be filled next. */
    private long recover() {
        long n = words.getPlain(base + QueueLayout.TAIL_OFFSET);
        if (slots.isFilled(n)) {
            finish(n, words.getPlain(base + QueueLayout.NEXT_BYTES_OFFSET));
            return n + 1;
        }
        return n;
    }

    private void finish(long n, long nextBytes) {
        words.setPlain(base + QueueLayout.BYTES_TAIL_OFFSET, nextBytes);
        words.setRelease(base + QueueLayout.TAIL_OFFSET, n + 1);
    }

    /** Not either if what is known is ahead of the tail, as where something else has written: that is looked into. */
    private boolean hasRoom(long n, long start, long room) {
        return Long.compareUnsigned(n - knownFloor, mostElements) < 0
                && Long.compareUnsigned(start + room - knownBytesFloor, mostBytes) <= 0;
    }

    private boolean findRoom(long n, long start, Wish wish) {
        boolean found = lookForRoom(n, start, consumers.inUse().floor(), wish); // SYNC room-released
        for (int i = 0; i < COMPACTIONS && !found; i++) {
            if (n - knownFloor >= mostElements && !consumers.isSettlementDue()) {
                return false;
            }
            found = lookForRoom(n, start, consumers.compact(start, i > 0), wish);
        }
        return found;
    }

    private boolean lookForRoom(long n, long start, long floor, Wish wish) {
        wish.floorInVain = floor;
        knownFloor = floor;
        knownBytesFloor = consumers.inUse().bytesFloor();
        refuseInsane(n, start);
        return hasRoom(n, start, wish.room);
    }

    private void refuseInsane(long n, long start) {
        if (n < 0 || n - knownFloor < 0 || n - knownFloor > mostElements) {
            throw new RegionDamagedException(name, base + QueueLayout.TAIL_OFFSET, n);
        }
        if (start - knownBytesFloor < 0 || start - knownBytesFloor > mostBytes) {
            throw new RegionDamagedException(name, base + QueueLayout.BYTES_TAIL_OFFSET, start);
        }
    }

    /** How many elements there is room for, if they are short. */
    long remaining() {
        return Math.max(
                0,
                Math.min(
                        mostElements,
                        mostElements
                                - (consumers.inUse().put() - consumers.inUse().floor())));
    }

    /** Nothing is put behind this. */
    void closeForAll() {
        lock.lock(Handling.DEFAULT);
        closeAndUnlock();
    }

    /** The same, unless one that lives is inside; says whether it is closed. */
    boolean tryClose() {
        boolean inside = lock.tryLock(Handling.DEFAULT);
        if (inside) {
            closeAndUnlock();
        }
        return inside;
    }

    private void closeAndUnlock() {
        try {
            recover();
            words.setVolatile(base + QueueLayout.CLOSED_OFFSET, 1);
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.open();
    }

    void close() {
        lock.close();
    }
}
