package dev.shm.elements;

import dev.shm.locks.InterProcessCondition;
import dev.shm.locks.InterProcessLock;
import dev.shm.locks.LockStripe;
import dev.shm.queues.SharedChannel;
import dev.shm.queues.SharedPipe;
import dev.shm.queues.SharedQueue;
import dev.shm.queues.SharedTopic;
import dev.shm.value.SharedIntArray;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedRecord;
import dev.shm.value.SharedRecordArray;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a user would put into queues, in a package of the user's: those of the library are trusted. */
public final class Elements {
    private Elements() {}

    /** Has a class of its own. */
    public enum Side {
        BUY,
        SELL {}
    }

    /** In an order. */
    public record Item(String name, int count) implements Serializable {}

    /** Has collections in it, and what its fields do not say. */
    public record Order(
            UUID id,
            Customer customer,
            List<Item> items,
            Map<String, ? extends Set<Side>> sides,
            BigDecimal price,
            Instant at,
            long[][] matrix)
            implements Serializable {}

    /** Not final, has a super-class, can have anything in it. */
    public static class Customer extends Person {
        private static final long serialVersionUID = 1L;

        public final Serializable extra;

        public Customer(String name, Serializable extra) {
            super(name);
            this.extra = extra;
        }
    }

    /** Nobody says that a customer can be one. */
    public static final class Guest extends Customer {
        private static final long serialVersionUID = 1L;

        public Guest() {
            super("guest", null);
        }
    }

    /** A super-class. */
    public abstract static class Person implements Serializable {
        private static final long serialVersionUID = 1L;

        public final String name;

        Person(String name) {
            this.name = name;
        }
    }

    /** Who it may be is known. */
    public sealed interface Shape extends Serializable permits Circle, Square {}

    /** One of the two. */
    public record Circle(double radius) implements Shape {}

    /** The other one. */
    public record Square(double side) implements Shape {}

    /** Not serializable. */
    public static final class Socket {}

    /** Has fields that may be anything. */
    @SuppressWarnings("serial") // it is what is to be noticed
    public static final class Holder implements Serializable {
        private static final long serialVersionUID = 1L;

        public Object a;
        public Object b;
        public transient Object left = new Socket();

        public Holder(Object a, Object b) {
            this.a = a;
            this.b = b;
        }
    }

    /** Shared, and not a record of the library's. */
    public record Point(int x, int y) {}

    /** Goes from process to process with all that it needs. */
    public record Job(
            SharedLong counter,
            SharedIntArray part,
            SharedRecord<Point> point,
            SharedRecordArray<Point> points,
            InterProcessLock lock,
            InterProcessCondition changed,
            LockStripe stripe)
            implements Serializable {}

    /** Where to answer. */
    public record Address(
            SharedLong counter,
            SharedQueue<Long> queue,
            SharedTopic<String> topic,
            SharedPipe<Double> pipe,
            SharedChannel channel)
            implements Serializable {}

    /** What an attacker looks for on the class path. */
    public static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            Effects.read++;
        }
    }

    /** Has an effect as soon as its class is initialized; its name is as long as that of a {@link Gadget}. */
    public static final class Sleepy implements Serializable {
        private static final long serialVersionUID = 1L;

        static {
            Effects.initialized = true;
        }
    }

    /** Of the two. */
    public static final class Effects {
        public static boolean initialized;
        public static int read;

        private Effects() {}
    }
}
