package dev.shm.space;

import dev.shm.memory.Disk;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessInfo;
import dev.shm.process.TooManyProcessesException;
import dev.shm.robust.ProcessEnd;
import dev.shm.robust.Warnings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A directory whose files are objects that several JVMs share.
 *
 * <p>By name it lies at {@code /dev/shm/shm-<uid>/<name>}, in memory; by path it lies wherever the file system is a local
 * one. Every process that opens it gets a slot in its table of processes, by which the others know whether it lives. The
 * space owns its objects: they are not closed one by one.
 *
 * <p>{@code ls}, {@code rm} and {@code stat} work on it. But {@code rm} doesn't ask whether anybody uses it, and makes two of
 * one if somebody does; {@link #delete(String)} refuses then.
 *
 * <p>Threads: any. Processes: any. Progress: blocking on the file system. Peer crash: its slot is used again, what it left
 * half made is removed by the next to open. Allocation: some garbage.
 */
public final class SharedSpace implements AutoCloseable {
    /** How many processes a space has room for. */
    public static final int SLOTS = 1023;

    private final Attachment attachment;
    private boolean closed; // guarded by this

    private SharedSpace(Attachment attachment) {
        this.attachment = attachment;
    }

    // ---- making and opening ----

    /**
     * Makes a space.
     *
     * @param name 1 to 100 of the characters A-Z a-z 0-9 . _ - of which the first is a letter or digit
     * @return the space, attached to
     * @throws AlreadyExistsException if there is one
     * @throws UnsafePathException if somebody else could tamper with its place
     * @throws SpaceFullException if there is no room
     * @throws SpaceAccessException if the system refuses
     */
    public static SharedSpace create(String name) {
        return open(byName(name), Opening.CREATE);
    }

    /**
     * Makes a space in a directory of its own.
     *
     * @param path where there is nothing, or an empty directory; the parent must exist
     * @return the space, attached to
     * @throws AlreadyExistsException if there is one
     * @throws UnsafePathException if somebody else could tamper with it, or the file system is not a local one
     * @throws SpaceFullException if there is no room
     * @throws SpaceAccessException if the system refuses
     */
    public static SharedSpace create(Path path) {
        return open(path, Opening.CREATE);
    }

    /**
     * Opens a space.
     *
     * @param name as given at its creation
     * @return the space, attached to
     * @throws NotFoundException if there is none
     * @throws TooManyProcessesException if its table of processes is full
     * @throws InvalidFileException if what is there isn't a space, or a newer version's
     * @throws UnsafePathException if somebody else could tamper with it
     * @throws SpaceAccessException if the system refuses
     */
    public static SharedSpace open(String name) {
        return open(byName(name), Opening.OPEN);
    }

    /**
     * Opens a space.
     *
     * @param path its directory
     * @return the space, attached to
     * @throws NotFoundException if there is none
     * @throws TooManyProcessesException if its table of processes is full
     * @throws InvalidFileException if what is there isn't a space, or a newer version's
     * @throws UnsafePathException if somebody else could tamper with it
     * @throws SpaceAccessException if the system refuses
     */
    public static SharedSpace open(Path path) {
        return open(path, Opening.OPEN);
    }

    /**
     * Opens a space, or makes it if there is none. Of several processes that do so at once, one makes it.
     *
     * @param name 1 to 100 of the characters A-Z a-z 0-9 . _ - of which the first is a letter or digit
     * @return the space, attached to
     * @throws TooManyProcessesException if its table of processes is full
     * @throws InvalidFileException if what is there isn't a space, or a newer version's
     * @throws UnsafePathException if somebody else could tamper with it
     * @throws SpaceFullException if there is no room
     * @throws SpaceAccessException if the system refuses
     */
    public static SharedSpace openOrCreate(String name) {
        return open(byName(name), Opening.OPEN_OR_CREATE);
    }

    /**
     * Opens a space, or makes it if there is none. Of several processes that do so at once, one makes it.
     *
     * @param path its directory; the parent must exist
     * @return the space, attached to
     * @throws TooManyProcessesException if its table of processes is full
     * @throws InvalidFileException if what is there isn't a space, or a newer version's
     * @throws UnsafePathException if somebody else could tamper with it, or the file system is not a local one
     * @throws SpaceFullException if there is no room
     * @throws SpaceAccessException if the system refuses
     */
    public static SharedSpace openOrCreate(Path path) {
        return open(path, Opening.OPEN_OR_CREATE);
    }

    /**
     * Makes a space with a random name that is deleted when the last process closes it; if all of them died, by the next
     * {@link #sweep()}. Others open it by its {@link #path()}.
     *
     * @return the space, attached to
     * @throws SpaceFullException if there is no room
     * @throws SpaceAccessException if the system refuses
     */
    public static SharedSpace temporary() {
        Path path = SpacePaths.root().resolve("temporary-" + RandomId.next());
        return open(Disk.SYSTEM, path, Opening.CREATE_TEMPORARY, SLOTS);
    }

    // ---- what there is ----

    /** {@return the last part of its path} */
    public String name() {
        return attachment.path().getFileName().toString();
    }

    /** {@return its directory} */
    public Path path() {
        return attachment.path();
    }

    /** {@return the objects in it, sorted by name; what isn't one is left out} */
    public List<ObjectInfo> objects() {
        checkOpen();
        return Failures.call("list", path(), () -> {
            List<ObjectInfo> objects = new ArrayList<>();
            for (String name : sortedNames(path())) {
                ObjectInfo info = ObjectFile.info(attachment, name);
                if (info != null) {
                    objects.add(info);
                }
            }
            return objects;
        });
    }

    /** {@return the live processes that are attached, this one among them} */
    public List<ProcessInfo> processes() {
        checkOpen();
        return attachment.table().processes();
    }

    /**
     * The end of a process that is attached: it is killed, ends, or closes this space. To be waited for by a {@code WaitSet}.
     *
     * @param pid as it stands in {@link #processes}
     * @return the same at every call, as long as that process lives
     * @throws IllegalArgumentException if there is no live process of that PID here
     */
    public ProcessEnd endOf(long pid) {
        checkOpen();
        ProcessEnd end = attachment.endOf(pid);
        if (end == null) {
            throw new IllegalArgumentException(
                    "no such process: space=" + path() + ", pid=" + pid + "; take one of processes()");
        }
        return end;
    }

    /** {@return the names of this user's spaces that go by a name, sorted} */
    public static List<String> list() {
        Path root = SpacePaths.root();
        return Failures.call("list", root, () -> {
            List<String> names = new ArrayList<>();
            for (String name : sortedNames(root)) {
                // With a dot begin those that are just being made or removed.
                if (!name.startsWith(".") && FileFacts.of(root.resolve(name).resolve(SpacePaths.PROCESSES)) != null) {
                    names.add(name);
                }
            }
            return names;
        });
    }

    // ---- deleting ----

    /**
     * Deletes an object. Who has it open goes on with it, unseen by those who make it anew; so make sure that nobody has.
     *
     * @param name of the object
     * @return whether there was one
     * @throws SpaceAccessException if the system refuses
     */
    public boolean deleteObject(String name) {
        checkOpen();
        Path path = path().resolve(Names.check("name", name));
        return Failures.call("delete", path, () -> attachment.disk().delete(path));
    }

    /**
     * Deletes a space with all its objects.
     *
     * @param name of the space
     * @return whether there was one
     * @throws SpaceInUseException if a live process is attached
     * @throws InvalidFileException if what is there isn't a space
     * @throws UnsafePathException if somebody else could tamper with it
     * @throws SpaceAccessException if the system refuses
     */
    public static boolean delete(String name) {
        return delete(byName(name));
    }

    /**
     * Deletes a space with all its objects.
     *
     * @param path its directory
     * @return whether there was one
     * @throws SpaceInUseException if a live process is attached
     * @throws InvalidFileException if what is there isn't a space
     * @throws UnsafePathException if somebody else could tamper with it
     * @throws SpaceAccessException if the system refuses
     */
    public static boolean delete(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return Failures.call("delete", absolute, () -> Sweep.delete(Disk.SYSTEM, absolute));
    }

    /**
     * Removes the temporary spaces whose processes are all dead, and what was left half made, among the spaces that go by a
     * name. Nothing that a live process uses is touched.
     *
     * @return the names of the spaces that were removed
     * @throws SpaceAccessException if the system refuses
     */
    public static List<String> sweep() {
        Path root = SpacePaths.root();
        return Failures.call("sweep", root, () -> Sweep.sweep(Disk.SYSTEM, root));
    }

    // ---- for shared types ----

    /**
     * Makes an object.
     *
     * @param name 1 to 100 of the characters A-Z a-z 0-9 . _ - of which the first is a letter or digit
     * @param spec what it is to be
     * @return its file
     * @throws AlreadyExistsException if there is one of that name
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public ObjectFile createObject(String name, ObjectSpec spec) {
        return object(name, spec, Opening.CREATE);
    }

    /**
     * Opens an object.
     *
     * @param name as given at its creation
     * @param spec what it has to be
     * @return its file
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public ObjectFile openObject(String name, ObjectSpec spec) {
        return object(name, spec, Opening.OPEN);
    }

    /**
     * Opens an object, or makes it if there is none. Of several processes that do so at once, one makes it.
     *
     * @param name 1 to 100 of the characters A-Z a-z 0-9 . _ - of which the first is a letter or digit
     * @param spec what it is to be, or has to be
     * @return its file
     * @throws InvalidFileException if it is something else
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public ObjectFile openOrCreateObject(String name, ObjectSpec spec) {
        return object(name, spec, Opening.OPEN_OR_CREATE);
    }

    // ---- closing ----

    /**
     * Leaves the space; a temporary one is deleted if nobody else is left. Idempotent. What was opened in it is of no use
     * afterwards, unless this JVM has opened the space more than once and not closed it as often.
     *
     * @throws IllegalStateException if a thread of this JVM owns a lock in it; it stays open
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            Failures.call("close", path(), new Callable<Void>() {
                @Override
                public Void call() throws IOException {
                    attachment.prepareToLeave();
                    closed = true; // whatever fails from here on: a second close must not leave a second time
                    attachment.leave();
                    return null;
                }
            });
            Warnings.flush();
        }
    }

    @Override
    public String toString() {
        return "SharedSpace " + path() + (attachment.isOpen() ? "" : ", closed");
    }

    // ---- private ----

    private static Path byName(String name) {
        return SpacePaths.root().resolve(Names.check("name", name));
    }

    private static SharedSpace open(Path path, Opening opening) {
        return open(Disk.SYSTEM, path, opening, SLOTS);
    }

    /** With another disk and another number of slots, for tests. */
    static SharedSpace openOrCreate(Disk disk, Path path, int slots) {
        return open(disk, path, Opening.OPEN_OR_CREATE, slots);
    }

    /** The one way in. */
    static SharedSpace open(Disk disk, Path path, Opening opening, int slots) {
        if (slots < 1 || slots > Incarnation.MAX_SLOT) {
            throw new IllegalArgumentException("slots=" + slots + "; take 1 to " + Incarnation.MAX_SLOT);
        }
        Path absolute = path.toAbsolutePath().normalize();
        return Failures.call("open", absolute, new Callable<SharedSpace>() {
            @Override
            public SharedSpace call() throws IOException {
                return new SharedSpace(opening.attach(disk, absolute, slots));
            }
        });
    }

    private ObjectFile object(String name, ObjectSpec spec, Opening opening) {
        Names.check("name", name);
        checkOpen();
        return Failures.call("open", path().resolve(name), new Callable<ObjectFile>() {
            @Override
            public ObjectFile call() throws IOException {
                return opening.object(attachment, name, spec);
            }
        });
    }

    private static String[] sortedNames(Path directory) {
        String[] names = directory.toFile().list();
        String[] sorted = names == null ? new String[0] : names;
        Arrays.sort(sorted);
        return sorted;
    }

    private synchronized void checkOpen() {
        if (closed) {
            throw new IllegalStateException("closed: space=" + path() + "; open it again");
        }
    }
}
