package dev.shm.value;

import static java.lang.invoke.MethodType.methodType;

import dev.shm.memory.Words;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

/**
 * Reads the records of one type by a handle that is a constant: to the compiler, code like any other. This class is only a
 * template; it is defined anew, without a name, for each type.
 */
final class ConstantReader implements RecordReader {
    /* A fifth of a read faster than a handle in a field. */
    private static final MethodHandle READ = handle();

    private ConstantReader() {}

    /** A reader by that handle, of the type {@link ComponentShape} says. */
    static RecordReader of(MethodHandle read) {
        try (InputStream file = ConstantReader.class.getResourceAsStream("ConstantReader.class")) {
            Lookup lookup = MethodHandles.lookup().defineHiddenClassWithClassData(file.readAllBytes(), read, true);
            return (RecordReader) lookup.findConstructor(lookup.lookupClass(), methodType(void.class))
                    .asType(methodType(RecordReader.class))
                    .invokeExact();
        } catch (Throwable e) {
            throw new AssertionError("a class of this library can't be defined again", e);
        }
    }

    private static MethodHandle handle() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), "_", MethodHandle.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Object read(Words words, long slot, long cell, long sequence) throws Throwable {
        return (Object) READ.invokeExact(words, slot, cell, sequence);
    }
}
