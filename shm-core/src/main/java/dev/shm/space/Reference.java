package dev.shm.space;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What travels when a shared object is serialized: where it is and which one it is. Read in another JVM, it becomes a handle
 * of the same object: in the space that is open there, by whatever path, or else in one that is opened for it and closed
 * when the JVM ends.
 *
 * @param <T> the type
 */
public final class Reference<T extends SharedObject> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SharedType<T> type;
    private final String path;
    private final UUID spaceId;
    private final String name;
    private final UUID id;

    /**
     * A reference to an object.
     *
     * @param type of the object
     * @param file of the object
     */
    public Reference(SharedType<T> type, ObjectFile file) {
        this.type = type;
        this.path = file.spacePath().toString();
        this.spaceId = file.spaceId();
        this.name = file.name();
        this.id = file.id();
    }

    private Object readResolve() {
        return resolve();
    }

    /**
     * The object that this refers to.
     *
     * @return a handle
     * @throws NotFoundException if there is no such space or object any more
     * @throws InvalidFileException if there is another one of the same name
     */
    public T resolve() {
        Names.check("name", name);
        ObjectFile file = References.known(spaceId, name, id, type.spec());
        if (file == null) {
            Path expected = Path.of(path);
            file = Failures.call(
                    "open", expected.resolve(name), () -> References.open(expected, spaceId, name, id, type.spec()));
        }
        return type.in(file);
    }

    @Override
    public String toString() {
        return path + "/" + name;
    }
}
