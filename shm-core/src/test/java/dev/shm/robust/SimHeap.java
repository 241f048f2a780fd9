package dev.shm.robust;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What a process remembers, as one number. Two runs of a process that come to the same place with the same memories go on
 * alike, whatever each has been through.
 *
 * <p>The place is where its thread sleeps or begins to acquire: there the only memories are the fields of
 * {@link RobustLock} and {@link Vigil}; those of {@link Turn} are "has slept", which the number of sleepers tells,
 * "since when", which {@link SimHost} knows, and the ticket, which {@link SimTicket} knows. A test sees to it that no other field is added without a thought.
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
    private static final List<String> UNREAD = List.of("Vigil.pace", "RobustLock.holds", "FairQueue.admission");

    private static final List<Field> MEMORIES = memories();
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>(Arrays.asList(type.getDeclaredFields()));
            fields.removeIf(field -> Modifier.isStatic(field.getModifiers()));
            fields.forEach(field -> field.setAccessible(true));
            return fields;
        }
    };

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

    /** All that a mourner has to look after in an engine. */
    static List<Mourned> mournedIn(Object engine) {
        List<Mourned> found = new ArrayList<>();
        find(engine, Collections.newSetFromMap(new IdentityHashMap<>()), found);
        return found;
    }

    private static void find(Object in, Set<Object> seen, List<Mourned> found) {
        if (in == null || in instanceof SimSite || in instanceof SimWords || !seen.add(in)) {
            return;
        }
        if (in instanceof Object[] all) {
            for (Object each : all) {
                find(each, seen, found);
            }
            return;
        }
        if (!in.getClass().getName().startsWith("dev.shm.") || in.getClass().isHidden()) {
            return;
        }
        if (in instanceof Mourned mourned) {
            found.add(mourned);
        }
        try {
            for (Field field : FIELDS.get(in.getClass())) {
                find(field.get(in), seen, found);
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** All that an engine remembers, as one number. What stands in shared memory, and who it is, is no memory. */
    static long fingerprintOf(Object engine) {
        return hash(engine, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static long hash(Object value, Set<Object> seen) {
        if (value == null || value instanceof SimSite || value instanceof SimWords) {
            return 0;
        }
        if (value instanceof Thread || value.getClass().isHidden()) {
            return 1;
        }
        if (value instanceof Number
                || value instanceof Boolean
                || value instanceof String
                || value instanceof Enum<?>) {
            return value.toString().hashCode();
        }
        if (!seen.add(value)) {
            return 2;
        }
        long hash = 3;
        if (value instanceof Object[] all) {
            for (Object each : all) {
                hash = SimLedger.mix(hash, hash(each, seen));
            }
        } else if (value instanceof long[] all) {
            hash = Arrays.hashCode(all);
        } else if (value instanceof Set<?> all) {
            for (Object each : all) {
                hash += SimLedger.mix(0, hash(each, seen)); // in any order
            }
        } else if (value instanceof Iterable<?> all) {
            for (Object each : all) {
                hash = SimLedger.mix(hash, hash(each, seen));
            }
        } else if (value.getClass().getName().startsWith("dev.shm.")) {
            try {
                for (Field field : FIELDS.get(value.getClass())) {
                    hash = SimLedger.mix(hash, hash(field.get(value), seen));
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        } else if (value instanceof ThreadLocal<?>) {
            return 4; // a second thread of a process would have one
        } else {
            throw new AssertionError("a memory of a kind that is not known: " + value.getClass());
        }
        return hash;
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
