package dev.shm.value;

import dev.shm.space.ElementType;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import dev.shm.space.Reference;
import dev.shm.space.SharedSpace;
import dev.shm.space.SharedType;

/**
 * How the arrays of one type come into being: the one implementation behind create, open and openOrCreate of all of them.
 *
 * @param <T> the type
 */
abstract class ArrayType<T extends PrimitiveArray> implements SharedType<T> {
    static final ObjectType TYPE = new ObjectType(4, "SharedArray", 1);
    private static final long serialVersionUID = 1L;

    /** Of an array of whatever length. */
    static ObjectSpec specOf(ElementType of) {
        return ObjectSpec.of(TYPE, ArrayLayout.HEAD_BYTES).withElements(of, of.bytes(), ObjectSpec.ANY_COUNT);
    }

    abstract ElementType elementType();

    /** Those elements as an array of this type. */
    abstract T over(ArrayRange range);

    @Override
    public final T in(ObjectFile file) {
        return over(ArrayRange.all(file, this));
    }

    final Reference<T> reference(ObjectFile file) {
        return new Reference<>(this, file);
    }

    final T create(SharedSpace space, String name, long length) {
        return in(space.createObject(name, specOf(name, length)));
    }

    final T create(SharedSpace space, String name, Object contents, int length) {
        ObjectSpec spec = specOf(name, length)
                .withContents(new ArrayContents(contents, length, elementType().bytes()));
        return in(space.createObject(name, spec));
    }

    final T createSparse(SharedSpace space, String name, long length) {
        return in(space.createObject(name, specOf(name, length).sparse()));
    }

    final T open(SharedSpace space, String name) {
        return in(space.openObject(name, spec()));
    }

    final T openOrCreate(SharedSpace space, String name, long length) {
        return in(space.openOrCreateObject(name, specOf(name, length)));
    }

    private ObjectSpec specOf(String name, long length) {
        if (length < 1) {
            throw new IllegalArgumentException(
                    "length=" + length + " of array " + name + "; an array has at least 1 element");
        }
        return spec().withElements(elementType(), elementType().bytes(), length);
    }
}
