package dev.shm.space;

import java.io.Serializable;

/** An object in a space. Serialized, it travels as a {@link Reference}. */
public interface SharedObject extends Serializable {
    /** {@return the name in its space} */
    String name();
}
