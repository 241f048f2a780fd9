package dev.shm.space;

/**
 * A type of shared object, as its files name it. Each type has one constant of this.
 *
 * @param code in the file, see docs/file-format.md; never used for two types
 * @param name for messages
 * @param layoutVersion of what follows the header page
 */
public record ObjectType(int code, String name, int layoutVersion) {
    static final ObjectType PROCESSES = new ObjectType(1, "table of processes", 1);
}
