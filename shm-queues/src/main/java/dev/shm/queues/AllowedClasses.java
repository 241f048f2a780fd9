package dev.shm.queues;

import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Lets in what elements of some classes are made of, and nothing else: these classes, those that their fields are declared
 * with, values of the JDK, and references to shared objects.
 */
final class AllowedClasses implements ObjectInputFilter {
    /* Java reads what is nested by recursion: a hundred times this is a stack overflow. */
    private static final int MOST_DEPTH = 200;

    /* Which do nothing while they are read but to keep what they read. */
    private static final Set<String> VALUES = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Class", // of which that class is let in, too
            "java.lang.Double",
            "java.lang.Enum",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.Short",
            "java.lang.String",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.math.MathContext",
            "java.math.RoundingMode",
            "java.net.URI",
            "java.util.ArrayDeque",
            "java.util.ArrayList",
            "java.util.Arrays$ArrayList",
            "java.util.BitSet",
            "java.util.Collections$EmptyList",
            "java.util.Collections$SingletonList",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Currency",
            "java.util.Date",
            "java.util.LinkedList",
            "java.util.Locale",
            "java.util.UUID",
            "java.util.concurrent.TimeUnit");
    private static final Set<String> VALUE_PACKAGES = Set.of("java.time", "java.time.chrono");

    /* Which call hashCode or compareTo of what they read: only where a collection is declared. What an object is resolved to
    is looked at as well. */
    private static final Set<String> TABLES = Set.of(
            "java.util.CollSer", // List.of and its like
            "java.util.Collections$EmptyMap",
            "java.util.Collections$EmptySet",
            "java.util.Collections$SingletonMap",
            "java.util.Collections$SingletonSet",
            "java.util.Collections$UnmodifiableMap",
            "java.util.Collections$UnmodifiableSet",
            "java.util.EnumMap",
            "java.util.EnumSet$SerializationProxy",
            "java.util.JumboEnumSet",
            "java.util.RegularEnumSet",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.Map$Entry",
            "java.util.TreeMap",
            "java.util.TreeSet");

    /* What references to shared objects are made of, and those themselves, to which they are resolved. */
    private static final Set<String> REFERENCE_PACKAGES =
            Set.of("dev.shm.space", "dev.shm.value", "dev.shm.locks", "dev.shm.queues");

    private final Set<Type> seen = new HashSet<>();
    private final Set<Class<?>> classes = new HashSet<>();
    private boolean tables;

    AllowedClasses(Collection<Class<?>> types) {
        types.forEach(this::add);
    }

    /** Those who know the classes of the user's. */
    List<ClassLoader> loaders() {
        return classes.stream()
                .map(Class::getClassLoader)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > MOST_DEPTH) {
            return Status.REJECTED;
        }
        Class<?> type = info.serialClass();
        if (type == null) {
            return Status.UNDECIDED;
        }
        while (type.isArray()) {
            type = type.componentType();
        }
        boolean hasNoObjects = type.isPrimitive() || type.isInterface() && info.serialClass() != type;
        return hasNoObjects || isAllowed(type) ? Status.ALLOWED : Status.REJECTED;
    }

    private boolean isAllowed(Class<?> type) {
        if (classes.contains(type)) {
            return true;
        }
        if (type.getClassLoader() == null) {
            return VALUES.contains(type.getName())
                    || VALUE_PACKAGES.contains(type.getPackageName())
                    || tables && (TABLES.contains(type.getName()) || isImmutableCollection(type));
        }
        return REFERENCE_PACKAGES.contains(type.getPackageName()) && isPartOfReference(type);
    }

    private static boolean isImmutableCollection(Class<?> type) {
        return type.getNestHost().getName().equals("java.util.ImmutableCollections");
    }

    /** And no codec that lets in more than this one does, to read other elements by it. */
    private static boolean isPartOfReference(Class<?> type) {
        return !Throwable.class.isAssignableFrom(type)
                && type != FilteredCodec.class
                && !ObjectInputFilter.class.isAssignableFrom(type);
    }

    // ---- what classes are made of ----

    private void add(Type type) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof Class<?> named) {
            addClass(named);
        } else if (type instanceof ParameterizedType generic) {
            add(generic.getRawType());
            addAll(generic.getActualTypeArguments());
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            addAll(wildcard.getUpperBounds());
        } else if (type instanceof TypeVariable<?> variable) {
            addAll(variable.getBounds());
        }
    }

    private void addAll(Type... types) {
        Arrays.asList(types).forEach(this::add);
    }

    private void addClass(Class<?> type) {
        if (type.isArray()) {
            add(type.componentType());
            return;
        }
        if (REFERENCE_PACKAGES.contains(type.getPackageName())) {
            return;
        }
        classes.add(type);
        tables |= isCollection(type);
        if (type.getGenericSuperclass() != null) {
            add(type.getGenericSuperclass());
        }
        if (type.isSealed()) {
            addAll(type.getPermittedSubclasses());
        }
        if (type.getClassLoader() != null) {
            for (Field field : type.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                    add(field.getGenericType());
                }
            }
        }
    }

    private static boolean isCollection(Class<?> type) {
        return type == Iterable.class || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    @Override
    public String toString() {
        return classes.stream()
                .filter(type -> type.getClassLoader() != null && Serializable.class.isAssignableFrom(type))
                .map(Class::getName)
                .sorted()
                .toList()
                .toString();
    }
}
