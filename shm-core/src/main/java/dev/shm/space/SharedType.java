package dev.shm.space;

import java.io.Serializable;

/**
 * Makes the handles of one type of shared object: of a file here, or where a reference was sent to. Each type has one
 * constant of this; serialized, it arrives as the constant of the other JVM.
 *
 * @param <T> the type
 */
public interface SharedType<T extends SharedObject> extends Serializable {
    /** {@return what an existing object must be to be one of these, however many elements it has} */
    ObjectSpec spec();

    /**
     * {@return a handle}
     * @param file that was opened by such a spec
     */
    T in(ObjectFile file);
}
