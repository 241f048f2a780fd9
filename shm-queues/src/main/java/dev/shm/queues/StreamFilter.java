package dev.shm.queues;

import java.io.ObjectInputFilter;

/**
 * The filter of one stream. What a filter leaves undecided is refused; and so are arrays that have more elements than there
 * are bytes, before they are allocated: each element of any array takes a byte at least.
 */
final class StreamFilter implements ObjectInputFilter {
    private final ObjectInputFilter filter;
    private final long lengthBytes;
    private long elements;
    private String refused;

    /**
     * A filter for a stream.
     *
     * @param filter for any stream
     * @param lengthBytes how long this one is
     */
    StreamFilter(ObjectInputFilter filter, long lengthBytes) {
        this.filter = filter;
        this.lengthBytes = lengthBytes;
    }

    /** What a filter says of a class, before there is a stream. */
    static boolean admits(ObjectInputFilter filter, Class<?> type) {
        return isAdmitted(filter.checkInput(new Sight(type)), type);
    }

    private static boolean isAdmitted(Status status, Class<?> type) {
        if (status != Status.UNDECIDED || type == null) {
            return status != Status.REJECTED && status != null;
        }
        Class<?> element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        return element.isPrimitive();
    }

    /** {@return this, and what the JVM forbids by {@code -Djdk.serialFilter}} */
    ObjectInputFilter withThatOfTheJvm() {
        ObjectInputFilter jvm = Config.getSerialFilter();
        return jvm == null ? this : ObjectInputFilter.merge(this, jvm);
    }

    /** {@return what was refused; null if nothing was} */
    String refused() {
        return refused;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        elements += Math.max(info.arrayLength(), 0);
        if (elements <= lengthBytes && isAdmitted(filter.checkInput(info), info.serialClass())) {
            return Status.ALLOWED;
        }
        refused = "class="
                + (info.serialClass() == null
                        ? "(of before)"
                        : info.serialClass().getName())
                + ", elements of arrays=" + elements + ", depth=" + info.depth() + ", objects=" + info.references()
                + ", bytes=" + info.streamBytes() + " of " + lengthBytes;
        return Status.REJECTED;
    }

    /** A class at the beginning of a stream. */
    private record Sight(Class<?> serialClass) implements FilterInfo {
        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long depth() {
            return 1;
        }

        @Override
        public long references() {
            return 1;
        }

        @Override
        public long streamBytes() {
            return 0;
        }
    }
}
