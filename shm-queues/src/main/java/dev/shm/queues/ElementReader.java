package dev.shm.queues;

import java.util.Objects;

/**
 * Makes elements of what was taken.
 *
 * @param codec of the elements
 * @param from where they were taken, for messages
 */
record ElementReader<E>(Codec<E> codec, String from) {
    /** The element of those bytes; null of null. */
    E decode(Taken taken) {
        if (taken == null) {
            return null;
        }
        int length = taken.scratch().bytes().limit();
        try {
            return Objects.requireNonNull(codec.decode(taken.scratch().bytes()), "element");
        } catch (RuntimeException | Error e) { // whatever a codec does: the element is taken
            throw new UndecodableElementException(from, taken.position(), length, e);
        } finally {
            taken.scratch().giveBack();
        }
    }
}
