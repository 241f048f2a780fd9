package dev.shm.queues;

import dev.shm.space.ElementType;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import java.util.Objects;

/**
 * How large a queue is, and what becomes of what the dead had in hand: what stands in its file.
 *
 * @param capacity how many elements
 * @param capacityBytes how many bytes of elements that are not stored in their slots
 * @param policy on a consumer's death
 */
record QueueGeometry(long capacity, long capacityBytes, ConsumerDeathPolicy policy) {
    private static final int WORDS_BEFORE_FORMAT = 5;
    private static final ObjectType TYPE = new ObjectType(13, "SharedQueue", 1);
    private static final long MOST_ELEMENTS = 1L << 31;
    private static final long MOST_BYTES = 1L << 40;

    QueueGeometry {
        Objects.requireNonNull(policy, "policy");
        if (capacity < 1 || capacity > MOST_ELEMENTS) {
            throw new IllegalArgumentException("elements=" + capacity + "; take 1 to " + MOST_ELEMENTS);
        }
        if (capacityBytes < Long.BYTES || capacityBytes > MOST_BYTES) {
            throw new IllegalArgumentException("bytes=" + capacityBytes + "; take " + Long.BYTES + " to " + MOST_BYTES);
        }
    }

    /** That of an existing queue. */
    static QueueGeometry of(ObjectFile file) {
        return file.described(QueueGeometry::of, QueueGeometry::units);
    }

    private static QueueGeometry of(String schema) {
        String[] words = schema.split(" ", WORDS_BEFORE_FORMAT + 1);
        return new QueueGeometry(
                Long.parseLong(words[0]), Long.parseLong(words[2]), ConsumerDeathPolicy.valueOf(words[4]));
    }

    /** Of one that is to be made, or to be just like this. */
    ObjectSpec spec(Codec<?> codec) {
        return ObjectSpec.of(TYPE, QueueLayout.LENGTH)
                .withElements(ElementType.NONE, SlotLayout.LENGTH, units())
                .withSchema(capacity + " elements, " + capacityBytes + " bytes, " + policy + " " + codec.format());
    }

    /** Of one that exists, however large. */
    static ObjectSpec anySpec(Codec<?> codec) {
        return ObjectSpec.of(TYPE, QueueLayout.LENGTH)
                .withElements(ElementType.NONE, SlotLayout.LENGTH, ObjectSpec.ANY_COUNT)
                .withSchemaEnding(WORDS_BEFORE_FORMAT, codec.format());
    }

    /** How many times as long as a slot all of it is but the head. */
    private long units() {
        return slots() + ringBytes() / SlotLayout.LENGTH;
    }

    /** How many slots there are, a power of two. */
    long slots() {
        return ByteRing.powerOfTwo(capacity);
    }

    /** Where the ring of bytes begins, behind the beginning of the queue. */
    long ringOffset() {
        return QueueLayout.LENGTH + slots() * SlotLayout.LENGTH;
    }

    /** How long the ring of bytes is, a power of two. */
    long ringBytes() {
        return ByteRing.powerOfTwo(Math.max(capacityBytes, SlotLayout.LENGTH));
    }

    /** How long all of it is, a multiple of 64. */
    long lengthBytes() {
        return ringOffset() + ringBytes();
    }

    /** How long an element may be. */
    int mostElementBytes() {
        return (int) Math.min(Math.max(capacityBytes & -Long.BYTES, SlotLayout.INLINED_BYTES), Scratch.MOST_BYTES);
    }
}
