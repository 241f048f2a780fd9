package dev.shm.space;

import dev.shm.memory.Words;
import dev.shm.robust.OwnerDeathPolicy;

/**
 * What a new object is to be, or an existing one has to be.
 *
 * @param type of the object
 * @param elementType of an array, 0 for all else
 * @param elementCount of an array, 1 for all else
 * @param bodyBytes the length of what follows the header page, in bytes, a multiple of 8
 * @param policy of its locks when an owner dies; null to take an existing one as it is, and hand over in a new one
 * @param initial the word that a new object has at the beginning of its body; all others are 0
 */
public record ObjectSpec(
        ObjectType type, int elementType, long elementCount, long bodyBytes, OwnerDeathPolicy policy, long initial) {

    /** Where the body of an object begins in its {@link Words}, in bytes. */
    public static final long BODY_OFFSET = HeaderLayout.LENGTH;

    /**
     * {@return an object without elements}
     * @param type of the object
     * @param bodyBytes the length of what follows the header page, in bytes, a multiple of 8
     */
    public static ObjectSpec of(ObjectType type, long bodyBytes) {
        return new ObjectSpec(type, 0, 1, bodyBytes, null, 0);
    }

    /**
     * {@return the same with a policy that an existing object has to have too}
     * @param required the policy
     */
    public ObjectSpec withPolicy(OwnerDeathPolicy required) {
        return new ObjectSpec(type, elementType, elementCount, bodyBytes, required, initial);
    }

    /**
     * {@return the same with another first word, if the object is made}
     * @param word the first word of the body
     */
    public ObjectSpec withInitial(long word) {
        return new ObjectSpec(type, elementType, elementCount, bodyBytes, policy, word);
    }

    long lengthBytes() {
        return Math.addExact(BODY_OFFSET, bodyBytes);
    }

    OwnerDeathPolicy policyIfNew() {
        return policy == null ? OwnerDeathPolicy.HAND_OVER : policy;
    }
}
