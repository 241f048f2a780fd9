package dev.shm.queues;

import dev.shm.queues.SharedPipe.Mode;
import dev.shm.space.ElementType;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import java.util.Objects;

/**
 * How large a pipe is: what stands in its file.
 *
 * @param way how large each of its ways is
 * @param mode one way or both
 */
record PipeGeometry(QueueGeometry way, Mode mode) {
    private static final int WORDS_BEFORE_FORMAT = 5;
    private static final ObjectType TYPE = new ObjectType(16, "SharedPipe", 1);
    private static final int UNIT_BYTES = 64;

    PipeGeometry {
        Objects.requireNonNull(mode, "mode");
    }

    static PipeGeometry of(long capacity, long capacityBytes, Mode mode) {
        return new PipeGeometry(new QueueGeometry(capacity, capacityBytes, ConsumerDeathPolicy.REPORT), mode);
    }

    /** That of an existing pipe. */
    static PipeGeometry of(ObjectFile file) {
        return file.described(PipeGeometry::of, PipeGeometry::units);
    }

    private static PipeGeometry of(String schema) {
        String[] words = schema.split(" ", WORDS_BEFORE_FORMAT + 1);
        return of(Long.parseLong(words[1]), Long.parseLong(words[3]), Mode.valueOf(words[0]));
    }

    /** Of one that is to be made, or to be just like this. */
    ObjectSpec spec(Codec<?> codec) {
        return ObjectSpec.of(TYPE, PipeLayout.LENGTH)
                .withElements(ElementType.NONE, UNIT_BYTES, units())
                .withSchema(
                        mode + " " + way.capacity() + " elements, " + way.capacityBytes() + " bytes " + codec.format());
    }

    /** Of one that exists, however large. */
    static ObjectSpec anySpec(Codec<?> codec) {
        return ObjectSpec.of(TYPE, PipeLayout.LENGTH)
                .withElements(ElementType.NONE, UNIT_BYTES, ObjectSpec.ANY_COUNT)
                .withSchemaEnding(WORDS_BEFORE_FORMAT, codec.format());
    }

    private long units() {
        return ways() * way.lengthBytes() / UNIT_BYTES;
    }

    int ways() {
        return mode == Mode.DUPLEX ? 2 : 1;
    }

    /** Where that begins which goes to an end, behind the beginning of the pipe. */
    long wayOffset(int end) {
        return PipeLayout.LENGTH + end * way.lengthBytes();
    }
}
