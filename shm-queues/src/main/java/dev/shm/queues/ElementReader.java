package dev.shm.queues;

import java.util.Objects;

/**
 * Makes elements of what was taken.
 *
 * @param codec of the elements
 * @param from where they were taken, for messages
 */
record ElementReader<E>(Codec<E> codec, String from) {
    /** The element of those bytes, which was taken; null of null. */
    E decode(Taken taken) {
        return decode(taken, true);
    }

    /** The element of those bytes, which is still to be taken; null of null. */
    E look(Taken copy) {
        return decode(copy, false);
    }

    private E decode(Taken taken, boolean isTaken) {
        if (taken == null) {
            return null;
        }
        int length = taken.scratch().bytes().limit();
        try {
            return Objects.requireNonNull(codec.decode(taken.scratch().bytes()), "element");
        } catch (RuntimeException | Error e) { // whatever a codec does: the element is taken
            throw new UndecodableElementException(from, taken.position(), length, isTaken, e);
        } finally {
            taken.scratch().giveBack();
        }
    }
}
