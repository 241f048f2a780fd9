package dev.shm.robust;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a process remembers, as one number. Two runs of a process that come to the same place with the same memories go on
 * alike, whatever each has been through.
 *
 * <p>The place is where its thread sleeps or begins to acquire: there the only memories are the fields of
 * {@link RobustLock} and {@link Vigil}; those of {@link Turn} are "has slept", which the number of sleepers tells,
 * "since when", which {@link SimSite} knows, and the ticket, which {@link SimTicket} knows. A test sees to it that no other field is added without a thought.
 */
final class SimHeap {
    /** Shared memory, who and where: the same throughout a run. */
    private static final List<String> FIXED = List.of(
            "RobustLock.words",
            "RobustLock.base",
            "RobustLock.me",
            "RobustLock.stripe",
            "RobustLock.vigil",
            "RobustLock.conditions",
            "Vigil.lock",
            "Vigil.site",
            "Vigil.company",
            "RobustLock.queue",
            "FairQueue.lock",
            "FairQueue.words",
            "FairQueue.head",
            "FairQueue.tail",
            "FairQueue.places",
            "FairQueue.count",
            "FairQueue.me");
    /** A time, asked for only by those who never wait; what is written before it is read; what nobody runs short of. */
    private static final List<String> UNREAD = List.of("Vigil.lastLook", "RobustLock.holds", "FairQueue.admission");

    private static final List<Field> MEMORIES = memories();

    private SimHeap() {}

    static long fingerprint(RobustLock lock) {
        long hash = 0;
        try {
            for (Field field : MEMORIES) {
                Object value = valueOf(field, lock);
                hash = SimLedger.mix(hash, value instanceof Thread ? 1 : value == null ? 0 : value.hashCode());
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return hash;
    }

    private static Object valueOf(Field field, RobustLock lock) throws IllegalAccessException {
        if (field.getDeclaringClass() == FairQueue.class) {
            return lock.queue() == null ? null : field.get(lock.queue());
        }
        return field.get(field.getDeclaringClass() == Vigil.class ? lock.vigil() : lock);
    }

    /** The names of the fields by which it is told apart. */
    static List<String> names() {
        return MEMORIES.stream().map(SimHeap::name).toList();
    }

    private static List<Field> memories() {
        List<Field> fields = new ArrayList<>(Arrays.asList(RobustLock.class.getDeclaredFields()));
        fields.addAll(Arrays.asList(Vigil.class.getDeclaredFields()));
        fields.addAll(Arrays.asList(FairQueue.class.getDeclaredFields()));
        fields.removeIf(field ->
                Modifier.isStatic(field.getModifiers()) || FIXED.contains(name(field)) || UNREAD.contains(name(field)));
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    }

    private static String name(Field field) {
        return field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }
}
