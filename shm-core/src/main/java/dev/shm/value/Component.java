package dev.shm.value;

import java.lang.invoke.MethodHandle;

/**
 * A component that lies in the slot as it is: one of the record, or of a record in it.
 *
 * @param path its name, behind those of the records that it is in
 * @param type for the schema
 * @param at its offset in the slot, in bytes
 * @param load {@code (Words, long slot)} to what lies there
 * @param finish of that to the value; null if it is the value already
 * @param store {@code (long[], value)}
 */
record Component(String path, String type, int at, MethodHandle load, MethodHandle finish, MethodHandle store) {
    @Override
    public String toString() {
        return at + " " + type + " " + path;
    }
}
