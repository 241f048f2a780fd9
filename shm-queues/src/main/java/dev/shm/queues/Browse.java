package dev.shm.queues;

import dev.shm.memory.Words;

/** What can be done with the elements that are to be taken, without taking them: look at them, or take them out without having them in hand. */
final class Browse {
    private final Words words;
    private final long done;
    private final Slots slots;
    private final SlotsInUse inUse;
    private final Consumers consumers;

    Browse(Words words, long base, Slots slots, Consumers consumers) {
        this.words = words;
        this.done = base + QueueLayout.DONE_OFFSET;
        this.slots = slots;
        this.inUse = consumers.inUse();
        this.consumers = consumers;
    }

    /**
     * Copies the first element, in the order of coming, that is to be taken and not before a position.
     *
     * @return null if there is none
     */
    Taken look(long position) {
        consumers.enter();
        try {
            long n = inUse.next(position);
            return n < 0 ? null : slots.copy(n);
        } finally {
            consumers.exit();
        }
    }

    /** Copies the element that would be taken next; null if there is none. */
    Taken peek() {
        consumers.enter();
        try {
            long n = inUse.next();
            return n < 0 ? null : slots.copy(n);
        } finally {
            consumers.exit();
        }
    }

    /**
     * Takes out the element that would be taken next.
     *
     * @return null if there is none
     * @throws QueueClosedException if there is none and there never will be
     */
    Taken takeOut() {
        consumers.enter();
        try {
            boolean closed = consumers.isClosed(); // before the look: nothing is put behind it
            long n = inUse.next();
            if (n < 0) {
                consumers.refuseIfOver(closed);
                return null;
            }
            Taken taken = slots.copy(n);
            removeAt(n);
            return taken;
        } finally {
            consumers.exit();
        }
    }

    /** Removes an element that is to be taken; says whether it was still there. */
    boolean remove(long position) {
        consumers.enter();
        try {
            long n = inUse.find(position);
            if (n >= 0) {
                removeAt(n);
            }
            return n >= 0;
        } finally {
            consumers.exit();
        }
    }

    /** Removes all that are to be taken. */
    void clear() {
        consumers.enter();
        try {
            for (long n = inUse.next(); n >= 0; n = inUse.next()) {
                removeAt(n);
            }
        } finally {
            consumers.exit();
        }
    }

    private void removeAt(long n) {
        consumers.journal().set(done, words.getVolatile(done) + 1);
        inUse.remove(n);
    }
}
