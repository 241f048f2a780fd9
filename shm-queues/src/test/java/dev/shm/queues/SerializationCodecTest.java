package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.elements.Elements.Circle;
import dev.shm.elements.Elements.Customer;
import dev.shm.elements.Elements.Holder;
import dev.shm.elements.Elements.Item;
import dev.shm.elements.Elements.Job;
import dev.shm.elements.Elements.Order;
import dev.shm.elements.Elements.Point;
import dev.shm.elements.Elements.Shape;
import dev.shm.elements.Elements.Side;
import dev.shm.elements.Elements.Socket;
import dev.shm.elements.Elements.Square;
import dev.shm.locks.InterProcessLock;
import dev.shm.locks.LockStripe;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedIntArray;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedRecord;
import dev.shm.value.SharedRecordArray;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.chrono.JapaneseDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objects by Java serialization. */
@ExtendWith(LeakCheck.class)
class SerializationCodecTest {

    static Order order(Customer customer) {
        return new Order(
                new UUID(1, 2),
                customer,
                List.of(new Item("pen", 3), new Item("ink", 1)),
                Map.of("x", EnumSet.allOf(Side.class)),
                new BigDecimal("12.50"),
                Instant.EPOCH,
                new long[][] {{1, 2}, {}, null});
    }

    /** Without the codec: what somebody else may have written. */
    static byte[] serialized(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object deserialized(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @Test
    void serialization_whatFieldsDeclare_comesBack() throws IOException {
        Codec<Order> codec = Codecs.serialization(Order.class);
        Order order = order(new Customer("Ann", "extra"));
        byte[] bytes = Coded.encode(codec, order);
        assertArrayEquals(serialized(order), bytes, "what any reader of Java's streams can read");
        Order read = Coded.decode(codec, bytes);
        assertEquals(order.items(), read.items());
        assertEquals(order.sides(), read.sides());
        assertEquals(order.price(), read.price());
        assertEquals("Ann", read.customer().name);
        assertEquals("extra", read.customer().extra);
        assertArrayEquals(order.matrix(), read.matrix());
        assertEquals(read.id(), codec.decode(Coded.readOnly(bytes)).id(), "from a buffer without an array");
    }

    @Test
    void serialization_sealed_letsInThePermitted() {
        Codec<Shape> codec = Codecs.serialization(Shape.class);
        assertEquals(new Circle(1), Coded.trip(codec, new Circle(1)));
        assertEquals(new Square(2), Coded.trip(codec, new Square(2)));
    }

    @Test
    void serialization_valuesAndLists_comeBack() {
        Codec<Holder> codec = Codecs.serialization(Holder.class);
        List<Object> values = new ArrayList<>(Arrays.asList(
                1,
                2L,
                3.5,
                4f,
                (short) 5,
                (byte) 6,
                'x',
                true,
                null,
                "text",
                new BigDecimal("1e100"),
                new BigInteger("-123456789012345678901234567890"),
                UUID.randomUUID(),
                new Date(7),
                Locale.forLanguageTag("gsw-CH"),
                BitSet.valueOf(new long[] {5}),
                LocalDate.MAX,
                ZoneId.of("Europe/Berlin"),
                Duration.ofDays(3),
                JapaneseDate.of(2020, 1, 1),
                TimeUnit.DAYS,
                URI.create("http://example.org/"),
                new LinkedList<>(List.of(1, 2)),
                Collections.unmodifiableList(new ArrayList<>(List.of(3))),
                Collections.emptyList(),
                Arrays.asList("a", "b")));
        Holder read = Coded.trip(codec, new Holder(values, new Object[] {1, new int[0]}));
        assertEquals(values, read.a);
        assertEquals(1, ((Object[]) read.b)[0]);
    }

    @Test
    void serialization_tables_onlyWhereDeclaredOrNamed() {
        Map<String, Object> tables = new HashMap<>();
        tables.put("tree", new TreeMap<>(Map.of("a", 1)));
        tables.put("enums", new EnumMap<>(Map.of(Side.SELL, 1)));
        tables.put("sets", Arrays.asList(Set.of(1, 2), new LinkedHashSet<>(List.of(5, 4)), Set.of()));
        Holder holder = new Holder(tables, null);
        assertEncodeSays(
                "class=java.util.HashMap, element=dev.shm.elements.Elements$Holder; name it: "
                        + "Codecs.serialization(Holder.class, HashMap.class)",
                Codecs.serialization(Holder.class),
                holder);
        assertEquals(tables, Coded.trip(Codecs.serialization(Holder.class, Map.class, Side.class), holder).a);
    }

    @Test
    void serialization_sharedObjects_arriveAsTheSame() {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedLong counter = SharedLong.create(space, "counter", 5);
            SharedIntArray array = SharedIntArray.create(space, "array", 10);
            InterProcessLock lock = InterProcessLock.create(space, "lock");
            SharedRecordArray<Point> points = SharedRecordArray.create(space, "points", 3, new Point(3, 4));
            Job read = Coded.trip(
                    Codecs.serialization(Job.class),
                    new Job(
                            counter,
                            array.slice(2, 4),
                            SharedRecord.create(space, "point", new Point(1, 2)),
                            points.slice(1, 2),
                            InterProcessLock.of(counter),
                            lock.newCondition(),
                            LockStripe.create(space, "stripe", 8)));
            assertEquals(6, read.counter().incrementAndGet());
            assertEquals(6, counter.get());
            read.part().set(0, 7);
            assertEquals(7, array.get(2));
            assertEquals(new Point(1, 2), read.point().get());
            read.points().set(0, new Point(5, 6));
            assertEquals(new Point(5, 6), points.get(1));
            assertTrue(read.lock().tryLock());
            read.lock().unlock();
            assertEquals(8, read.stripe().size());
            lock.lock();
            read.changed().signalAll();
            lock.unlock();
        }
    }

    @Test
    void encode_notSerializable_namesTheField() {
        Codec<Holder> codec = Codecs.serialization(Holder.class, Map.class);
        assertEncodeSays(
                "not serializable: at=Holder.b, class=dev.shm.elements.Elements$Socket; make the class Serializable",
                codec,
                new Holder(1, new Socket()));
        assertEncodeSays("at=Holder.a.b.a,", codec, new Holder(new Holder(1, new Holder(new Socket(), 1)), 2));
        assertEncodeSays("at=Holder.a[1].b,", codec, new Holder(List.of(1, new Holder(1, new Socket())), 2));
        assertEncodeSays("at=Holder.a[2],", codec, new Holder(new Object[] {1, null, new Socket()}, 2));
        assertEncodeSays("at=Holder.b[key].a,", codec, new Holder(1, Map.of("key", new Holder(new Socket(), 1))));
        assertEncodeSays("at=Holder.b.key,", codec, new Holder(1, Map.of(new Socket(), 1)));
        Codec<Object> any = Codecs.serialization("*");
        assertEncodeSays("at=Socket,", any, new Socket());
    }

    /** The error is longer than the buffer: it must not look as if the element were. */
    @Test
    void encode_notSerializableAndLittleRoom_isNotCalledTooLong() {
        Codec<Holder> codec = Codecs.serialization(Holder.class);
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> Scratch.encode(codec, new Holder(1, new Socket()), "a small queue", 300));
        assertTrue(refusal.getMessage().startsWith("not serializable"), refusal::getMessage);
        refusal = assertThrows(
                IllegalArgumentException.class,
                () -> Scratch.encode(codec, new Holder(new byte[1000], 1), "a small queue", 300));
        assertTrue(refusal.getMessage().startsWith("too long: to=a small queue"), refusal::getMessage);
    }

    @Test
    void codecs_travel() throws IOException, ClassNotFoundException {
        Codec<?>[] codecs = {
            Codecs.longs(),
            Codecs.strings(),
            Codecs.records(Point.class),
            Codecs.serialization(Order.class, Side.class),
            Codecs.serialization("java.base/*")
        };
        Codec<?>[] read = (Codec<?>[]) deserialized(serialized(codecs));
        for (int i = 0; i < codecs.length; i++) {
            assertEquals(codecs[i].format(), read[i].format());
        }
        @SuppressWarnings("unchecked")
        Codec<Order> orders = (Codec<Order>) read[3];
        assertEquals(
                "Ann", Coded.trip(orders, order(new Customer("Ann", Side.BUY))).customer().name);
        assertEquals("java dev.shm.elements.Elements$Order", orders.format());
        @SuppressWarnings("unchecked")
        Codec<Object> values = (Codec<Object>) read[4];
        assertEquals(5, Coded.trip(values, 5));
        assertEquals("java", values.format());
        NotSerializableException refusal = assertThrows(
                NotSerializableException.class,
                () -> serialized(Codecs.serialization(info -> ObjectInputFilter.Status.ALLOWED)));
        assertTrue(refusal.getMessage().contains("give its pattern"), refusal::getMessage);
    }

    private static <E> void assertEncodeSays(String expected, Codec<E> codec, E element) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Coded.encode(codec, element));
        assertTrue(refusal.getMessage().contains(expected), refusal::getMessage);
    }
}
