package dev.shm.space;

import dev.shm.memory.Disk;
import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessTable;
import dev.shm.robust.Engine;
import dev.shm.robust.EngineMaker;
import dev.shm.robust.Fairness;
import dev.shm.robust.LockSite;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.robust.ProcessLockSite;
import dev.shm.robust.RobustLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The file of one shared object, mapped: what every shared type is built on. There is one per object and JVM (class loader).
 *
 * <p>An object is made under a name of its own and gets its real one when it is complete, by a link that fails if the name
 * is taken. Killed before the link, the creator leaves a file that the next one to attach removes; killed after it, a
 * second name, which goes the same way.
 */
public final class ObjectFile {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final long LARGE_BYTES = 16L << 20;

    private final Attachment attachment;
    private final String name;
    private final String key;
    private final FileHeader header;
    private final Words words;
    private final Engines engines = new Engines();

    private ObjectFile(Attachment attachment, String name, String key, FileHeader header, Words words) {
        this.attachment = attachment;
        this.name = name;
        this.key = key;
        this.header = header;
        this.words = words;
    }

    // ---- for shared types ----

    /** {@return the memory, in which the body begins at {@link ObjectSpec#BODY_OFFSET}} */
    public Words words() {
        return words;
    }

    /** {@return the name in its space} */
    public String name() {
        return name;
    }

    /** {@return how many elements it has, 1 if it has none} */
    public long elementCount() {
        return header.elementCount();
    }

    /** {@return the description that it was made with} */
    public String schema() {
        return header.schema();
    }

    /**
     * Reads the description that it was made with, where only its type knows what may stand there.
     *
     * @param <D> what it describes
     * @param reader throws if it is no description of that type
     * @param elements how many elements an object of that description has
     * @return what it describes
     * @throws InvalidFileException if it is no description of that type, or the object has another number of elements
     */
    public <D> D described(Function<String, D> reader, ToLongFunction<D> elements) {
        Path path = attachment.path().resolve(name);
        D described;
        try {
            described = reader.apply(schema());
        } catch (RuntimeException e) {
            throw InvalidFileException.differs(path, "schema", "one of its type", schema());
        }
        if (elements.applyAsLong(described) != elementCount()) {
            throw InvalidFileException.differs(
                    path, "element count of " + schema(), elements.applyAsLong(described), elementCount());
        }
        return described;
    }

    UUID id() {
        return header.id();
    }

    UUID spaceId() {
        return header.spaceId();
    }

    Path spacePath() {
        return attachment.path();
    }

    /** {@return space and name, for messages} */
    public String qualifiedName() {
        return attachment.path().getFileName() + "/" + name;
    }

    /** {@return what becomes of its locks when an owner dies} */
    public OwnerDeathPolicy policy() {
        return OwnerDeathPolicy.of(header.policy());
    }

    /** {@return in which order those who wait for its lock get it} */
    public Fairness fairness() {
        return fairness(header);
    }

    private static Fairness fairness(FileHeader header) {
        return (header.flags() & HeaderLayout.FAIR) == 0 ? Fairness.BARGING : Fairness.FAIR;
    }

    /**
     * The lock at a place of this object, one per place and JVM.
     *
     * @param offset where its {@link RobustLock#lengthBytes} begin, in bytes
     * @return its engine
     */
    public RobustLock lockAt(long offset) {
        return (RobustLock) engineAt(offset, LockMaker.INSTANCE);
    }

    /**
     * What works on a place of this object, one per place and JVM.
     *
     * @param offset where its bytes begin
     * @param maker makes it at the first call
     * @return the same at every call
     */
    public Engine engineAt(long offset, EngineMaker maker) {
        return engines.at(offset, maker, this);
    }

    /** For {@link Engines}. */
    Engine make(long offset, EngineMaker maker) {
        Incarnation self = attachment.table().self();
        if (self == null) {
            throw new IllegalStateException("closed: " + qualifiedName());
        }
        long lockKey = header.id().getLeastSignificantBits() ^ offset | 1;
        LockSite site =
                new ProcessLockSite(qualifiedName(), policy(), attachment.table(), words, offset, lockKey, fairness());
        return maker.make(words, offset, self, site);
    }

    /** Not a lambda: it is on the way of every start. */
    private static final class LockMaker implements EngineMaker {
        static final LockMaker INSTANCE = new LockMaker();

        @Override
        public Engine make(Words words, long offset, Incarnation self, LockSite site) {
            return new RobustLock(words, offset, self, site);
        }
    }

    // ---- opening and making; on the internal thread ----

    /** The object of that name, null if there is none. */
    static ObjectFile open(Attachment attachment, String name, ObjectSpec spec) throws IOException {
        Path path = attachment.path().resolve(name);
        FileFacts facts = FileFacts.of(path);
        if (facts == null) {
            return null;
        }
        facts.checkFile(path);
        ObjectFile known = attachment.known(name);
        if (known != null && known.key.equals(facts.key())) {
            check(known.header, spec, attachment, path);
            return known;
        }
        try (FileChannel channel = attachment.disk().openFile(path)) {
            FileHeader header = readHeader(channel, facts.lengthBytes(), path);
            FileFacts after = FileFacts.of(path);
            if (after == null || !after.key().equals(facts.key())) {
                return open(attachment, name, spec); // replaced meanwhile
            }
            check(header, spec, attachment, path); // before anything is mapped: it may be huge
            ObjectFile opened = new ObjectFile(
                    attachment,
                    name,
                    facts.key(),
                    header,
                    attachment.disk().map(channel, header.lengthBytes(), path.toString()));
            attachment.remember(opened);
            return opened;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** A new object of that name, null if there is one already. */
    static ObjectFile create(Attachment attachment, String name, ObjectSpec spec) throws IOException {
        Path path = attachment.path().resolve(name);
        if (FileFacts.of(path) != null) {
            return null;
        }
        Disk disk = attachment.disk();
        Path unnamed =
                attachment.path().resolve(Leftovers.newName(attachment.table().self()));
        FileHeader header = header(attachment, spec);
        refuseIfLargerThanDisk(header, spec, path);
        try (FileChannel channel = disk.createFile(unnamed)) {
            reserve(disk, channel, header, spec);
            String key = FileFacts.of(unnamed).key();
            Words words = disk.map(channel, header.lengthBytes(), path.toString());
            disk.link(path, unnamed);
            ObjectFile created = new ObjectFile(attachment, name, key, header, words);
            attachment.remember(created);
            return created;
        } catch (FileAlreadyExistsException e) {
            return null;
        } catch (IOException e) {
            disk.delete(unnamed); // before the free bytes are counted
            throw Failures.translate("create", path, header.lengthBytes(), e);
        } finally {
            disk.delete(unnamed);
        }
    }

    /** Writes everything, so that no page has to be found later when the disk is full. */
    private static void reserve(Disk disk, FileChannel channel, FileHeader header, ObjectSpec spec) throws IOException {
        ByteBuffer first = ByteBuffer.allocate((int) Math.min(header.lengthBytes(), CHUNK_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        fill(first, spec.contents(), 0);
        first.clear().put(0, header.encode(), 0, HeaderLayout.LENGTH);
        disk.write(channel, first, 0);
        if (spec.isSparse()) {
            disk.write(channel, ByteBuffer.allocate(1), header.lengthBytes() - 1);
            return;
        }
        ByteBuffer chunk = spec.contents() == null ? ByteBuffer.allocate(first.capacity()) : first;
        for (long at = first.capacity(); at < header.lengthBytes(); at += chunk.capacity()) {
            fill(chunk, spec.contents(), at);
            chunk.clear().limit((int) Math.min(chunk.capacity(), header.lengthBytes() - at));
            disk.write(channel, chunk, at);
        }
    }

    private static void fill(ByteBuffer chunk, Contents contents, long at) {
        if (contents != null) {
            if (at > 0) {
                Arrays.fill(chunk.array(), (byte) 0);
            }
            chunk.clear();
            contents.write(chunk, at - ObjectSpec.BODY_OFFSET);
        }
    }

    /** Before a disk is filled up only to find that out. Of small ones the writing itself tells. */
    private static void refuseIfLargerThanDisk(FileHeader header, ObjectSpec spec, Path path) {
        if (header.lengthBytes() > LARGE_BYTES && !spec.isSparse()) {
            Failures.refuseIfLargerThanDisk(path, header.lengthBytes());
        }
    }

    private static FileHeader header(Attachment attachment, ObjectSpec spec) {
        return new FileHeader(
                spec.type().code(),
                spec.type().layoutVersion(),
                spec.elementType().code(),
                spec.elementBytes(),
                spec.lengthBytes(spec.elementCount()),
                spec.elementCount(),
                spec.policyIfNew().code(),
                spec.fairnessIfNew() == Fairness.FAIR ? HeaderLayout.FAIR : 0,
                RandomId.next(),
                attachment.header().id(),
                ProcessTable.ownPid(),
                System.currentTimeMillis(),
                spec.schema());
    }

    static FileHeader readHeader(FileChannel channel, long fileLength, Path path) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(HeaderLayout.LENGTH);
        while (page.hasRemaining() && channel.read(page, page.position()) >= 0) {
            // A read may be short.
        }
        if (page.hasRemaining()) {
            throw InvalidFileException.mismatch(path, "length", HeaderLayout.LENGTH, fileLength);
        }
        return FileHeader.decode(page, fileLength, path);
    }

    /** The table of processes. */
    static void checkProcesses(FileHeader header, Path path) {
        checkType(header, ObjectType.PROCESSES, HeaderLayout.TEMPORARY, path);
    }

    private static void checkType(FileHeader header, ObjectType type, int knownFlags, Path path) {
        if (header.kind() != type.code()) {
            throw InvalidFileException.differs(path, "kind", type.code() + " (" + type.name() + ")", header.kind());
        }
        if (header.layoutVersion() > type.layoutVersion()) {
            throw InvalidFileException.newer(path, "layout version", type.layoutVersion(), header.layoutVersion());
        }
        if (header.layoutVersion() != type.layoutVersion()) {
            throw InvalidFileException.mismatch(path, "layout version", type.layoutVersion(), header.layoutVersion());
        }
        if ((header.flags() & ~knownFlags) != 0) {
            throw InvalidFileException.newer(path, "flags", knownFlags, header.flags());
        }
    }

    private static void check(FileHeader header, ObjectSpec spec, Attachment attachment, Path path) {
        checkType(header, spec.type(), spec.knowsFairness() ? HeaderLayout.FAIR : 0, path);
        if (spec.fairness() != null && spec.fairness() != fairness(header)) {
            throw InvalidFileException.differs(path, "fairness", spec.fairness(), fairness(header));
        }
        if (header.elementType() != spec.elementType().code()) {
            throw InvalidFileException.differs(
                    path, "element type", spec.elementType(), ElementType.describe(header.elementType()));
        }
        if (spec.schema() != null && !spec.hasSchema(header.schema())) {
            throw InvalidFileException.differs(path, "schema", spec.schema(), header.schema());
        }
        if (header.elementBytes() != spec.elementBytes()) {
            throw InvalidFileException.differs(path, "bytes of an element", spec.elementBytes(), header.elementBytes());
        }
        long count = spec.elementCount() == ObjectSpec.ANY_COUNT ? header.elementCount() : spec.elementCount();
        if (header.elementCount() != count || count < 1 || count > header.lengthBytes()) {
            throw InvalidFileException.differs(path, "element count", count, header.elementCount());
        }
        long length = spec.lengthBytes(count, fairness(header));
        if (header.lengthBytes() != length) {
            throw InvalidFileException.differs(path, "length", length, header.lengthBytes());
        }
        if (!header.spaceId().equals(attachment.header().id())) {
            throw InvalidFileException.differs(
                    path, "space", attachment.header().id(), header.spaceId());
        }
        if (header.policy() < 0 || header.policy() >= OwnerDeathPolicy.values().length) {
            int last = OwnerDeathPolicy.values().length - 1;
            throw InvalidFileException.mismatch(path, "policy", "0 to " + last, header.policy());
        }
        OwnerDeathPolicy policy = OwnerDeathPolicy.of(header.policy());
        if (spec.policy() != null && spec.policy() != policy) {
            throw InvalidFileException.differs(path, "policy", spec.policy(), policy);
        }
    }

    /** This, if it is what it has to be. */
    ObjectFile checked(ObjectSpec spec) {
        check(header, spec, attachment, attachment.path().resolve(name));
        return this;
    }

    /** What the file of that name says of itself; null if it isn't an object. */
    static ObjectInfo info(Attachment attachment, String name) throws IOException {
        Path path = attachment.path().resolve(name);
        FileFacts facts = name.startsWith(".") ? null : FileFacts.of(path);
        if (facts == null) {
            return null;
        }
        try {
            facts.checkFile(path);
            try (FileChannel channel = attachment.disk().openFile(path)) {
                FileHeader header = readHeader(channel, facts.lengthBytes(), path);
                return new ObjectInfo(
                        name, header.kind(), header.lengthBytes(), header.creatorPid(), header.createdEpochMillis());
            }
        } catch (InvalidFileException | UnsafePathException | AccessDeniedException | NoSuchFileException e) {
            return null; // or it is gone by now
        }
    }

    // ---- closing ----

    /** What works on it in this JVM. */
    Engines engines() {
        return engines;
    }

    /** Leaves it in good order; its memory is of no use from here on. */
    void close() {
        engines.leave(name);
        words.close();
        engines.close();
    }
}
