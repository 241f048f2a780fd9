package dev.shm.value;

import dev.shm.space.ElementType;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import dev.shm.space.SharedSpace;
import dev.shm.space.SharedType;

/**
 * How the values of one type come into being: the one implementation behind create, open and openOrCreate of all of them.
 *
 * @param <T> the type
 */
abstract class ValueType<T extends SharedValue> implements SharedType<T> {
    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(3, "SharedValue", 2);

    static ObjectSpec specOf(ElementType of) {
        return ObjectSpec.of(TYPE, ValueLayout.BODY_BYTES).withElementType(of);
    }

    /** With the first value as its bits, the upper ones 0. */
    final T create(SharedSpace space, String name, long bits) {
        return in(space.createObject(name, spec().withInitial(bits)));
    }

    final T open(SharedSpace space, String name) {
        return in(space.openObject(name, spec()));
    }

    final T openOrCreate(SharedSpace space, String name, long bits) {
        return in(space.openOrCreateObject(name, spec().withInitial(bits)));
    }
}
