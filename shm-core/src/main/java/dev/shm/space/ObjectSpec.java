package dev.shm.space;

import dev.shm.memory.Words;
import dev.shm.robust.Fairness;
import dev.shm.robust.OwnerDeathPolicy;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What a new object is to be, or an existing one has to be. The body of an object is a head of fixed length, in which its
 * locks are, and its elements behind it. Immutable.
 */
public final class ObjectSpec implements Cloneable {
    /** Where the body of an object begins in its {@link Words}, in bytes. */
    public static final long BODY_OFFSET = HeaderLayout.LENGTH;

    /** In the place of a number of elements: as many as an existing object has. */
    public static final long ANY_COUNT = -1;

    private final ObjectType type;
    private final long headBytes;
    private ElementType elementType = ElementType.NONE;
    private int elementBytes;
    private long elementCount = 1;
    private String schema = "";
    private int anyWords;
    private OwnerDeathPolicy policy;
    private long fairBytes;
    private Fairness fairness;
    private Contents contents;
    private boolean sparse;

    private ObjectSpec(ObjectType type, long headBytes) {
        this.type = type;
        this.headBytes = headBytes;
    }

    /**
     * {@return an object without elements}
     * @param type of the object
     * @param headBytes the length of what follows the header page, in bytes, a multiple of 8
     */
    public static ObjectSpec of(ObjectType type, long headBytes) {
        return new ObjectSpec(type, headBytes);
    }

    /**
     * {@return the same with elements of a type in its head, as a value has one}
     * @param of the element
     */
    public ObjectSpec withElementType(ElementType of) {
        ObjectSpec other = copy();
        other.elementType = of;
        return other;
    }

    /**
     * {@return the same with elements behind its head}
     * @param of the elements
     * @param bytes that one element takes, more than 0
     * @param count how many, more than 0; {@link #ANY_COUNT} to open with as many as there are
     */
    public ObjectSpec withElements(ElementType of, int bytes, long count) {
        ObjectSpec other = copy();
        other.elementType = of;
        other.elementBytes = bytes;
        other.elementCount = count;
        other.lengthBytes(count); // fails if it is too long for a file
        return other;
    }

    /**
     * {@return the same with a description of its elements, which an existing object must have letter by letter}
     * @param description at most {@value HeaderLayout#MAX_SCHEMA_BYTES} bytes in UTF-8
     */
    public ObjectSpec withSchema(String description) {
        ObjectSpec other = copy();
        other.schema = FileHeader.checkSchema(description);
        return other;
    }

    /**
     * {@return the same, for opening an existing object of whose description only the end matters}
     * @param words how many words, with a space behind each, may be any; 1 or more
     * @param ending all that comes behind them
     */
    public ObjectSpec withSchemaEnding(int words, String ending) {
        ObjectSpec other = copy();
        other.schema = Objects.requireNonNull(ending, "ending");
        other.anyWords = words;
        return other;
    }

    /**
     * {@return the same, for opening an existing object whatever its description is}
     */
    public ObjectSpec withAnySchema() {
        ObjectSpec other = copy();
        other.schema = null;
        return other;
    }

    /**
     * {@return the same with a policy that an existing object has to have too}
     * @param required the policy; without one an existing object is taken as it is, and a new one hands over
     */
    public ObjectSpec withPolicy(OwnerDeathPolicy required) {
        ObjectSpec other = copy();
        other.policy = Objects.requireNonNull(required, "policy");
        return other;
    }

    /**
     * {@return the same, but its lock may be fair, and has so many bytes more then behind its head}
     * @param bytes a multiple of 8
     */
    public ObjectSpec withFairBytes(long bytes) {
        ObjectSpec other = copy();
        other.fairBytes = bytes;
        return other;
    }

    /**
     * {@return the same with a fairness that an existing object has to have too}
     * @param required the fairness; without one an existing object is taken as it is, and a new one lets barge
     */
    public ObjectSpec withFairness(Fairness required) {
        ObjectSpec other = copy();
        other.fairness = Objects.requireNonNull(required, "fairness");
        return other;
    }

    /**
     * {@return the same with something else than zeros in it, if the object is made}
     * @param initial writes it
     */
    public ObjectSpec withContents(Contents initial) {
        ObjectSpec other = copy();
        other.contents = initial;
        return other;
    }

    /**
     * {@return the same with another first word, if the object is made}
     * @param word the first word of the body
     */
    public ObjectSpec withInitial(long word) {
        return withContents(new FirstWord(word));
    }

    /**
     * {@return the same, but of a new object only those pages are reserved that are written to: the system finds the others
     * when they are used, and where there is none left then, that use fails}
     */
    public ObjectSpec sparse() {
        ObjectSpec other = copy();
        other.sparse = true;
        return other;
    }

    /** What it is, for messages. */
    String describe() {
        return elementType == ElementType.NONE ? type.name() : type.name() + " of " + elementType.name();
    }

    ObjectType type() {
        return type;
    }

    ElementType elementType() {
        return elementType;
    }

    int elementBytes() {
        return elementBytes;
    }

    long elementCount() {
        return elementCount;
    }

    /** Null: whatever it is. */
    String schema() {
        return anyWords > 0 ? "… " + schema : schema;
    }

    boolean hasSchema(String actual) {
        if (anyWords == 0) {
            return actual.equals(schema);
        }
        String[] parts = actual.split(" ", anyWords + 1);
        return parts.length > anyWords && parts[anyWords].equals(schema);
    }

    OwnerDeathPolicy policy() {
        return policy;
    }

    OwnerDeathPolicy policyIfNew() {
        return policy == null ? OwnerDeathPolicy.HAND_OVER : policy;
    }

    /** Whether there are such objects with a fair lock. */
    boolean knowsFairness() {
        return fairBytes > 0;
    }

    Fairness fairness() {
        return fairness;
    }

    Fairness fairnessIfNew() {
        return fairness == null ? Fairness.BARGING : fairness;
    }

    Contents contents() {
        return contents;
    }

    boolean isSparse() {
        return sparse;
    }

    /** How long a file with so many elements is; rounded up to whole words. */
    long lengthBytes(long count) {
        return lengthBytes(count, fairnessIfNew());
    }

    /** The same of one that is fair or is not. */
    long lengthBytes(long count, Fairness actual) {
        long head = headBytes + (actual == Fairness.FAIR ? fairBytes : 0);
        long elements = elementBytes == 0 || count == ANY_COUNT ? 0 : multiply(count);
        return Math.addExact(BODY_OFFSET + head, elements) + Long.BYTES - 1 & -Long.BYTES;
    }

    private long multiply(long count) {
        long most = (Long.MAX_VALUE >>> 1) / elementBytes;
        if (count < 1 || count > most) {
            throw new IllegalArgumentException(
                    "length=" + count + ", bytes of an element=" + elementBytes + "; take 1 to " + most);
        }
        return count * elementBytes;
    }

    private ObjectSpec copy() {
        try {
            return (ObjectSpec) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class FirstWord implements Contents {
        private final long word;

        FirstWord(long word) {
            this.word = word;
        }

        @Override
        public void write(ByteBuffer chunk, long bodyOffset) {
            if (bodyOffset <= 0) {
                chunk.putLong((int) -bodyOffset, word);
            }
        }
    }
}
