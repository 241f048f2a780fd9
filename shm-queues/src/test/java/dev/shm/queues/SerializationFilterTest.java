package dev.shm.queues;

import static dev.shm.queues.SerializationCodecTest.order;
import static dev.shm.queues.SerializationCodecTest.serialized;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.elements.Elements.Customer;
import dev.shm.elements.Elements.Effects;
import dev.shm.elements.Elements.Gadget;
import dev.shm.elements.Elements.Guest;
import dev.shm.elements.Elements.Holder;
import dev.shm.elements.Elements.Item;
import dev.shm.elements.Elements.Order;
import dev.shm.elements.Elements.Point;
import dev.shm.value.SharedLong;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What serialization does not let in, put or taken. */
class SerializationFilterTest {

    @Test
    void encode_classThatNoFieldDeclares_isRefusedUnlessNamed() {
        Codec<Order> codec = Codecs.serialization(Order.class);
        assertEncodeSays("class=dev.shm.elements.Elements$Gadget", codec, order(new Customer("Ann", new Gadget())));
        assertEquals(
                Gadget.class,
                Coded.trip(Codecs.serialization(Order.class, Gadget.class), order(new Customer("Ann", new Gadget())))
                        .customer()
                        .extra
                        .getClass());
        assertEncodeSays(
                "class=dev.shm.elements.Elements$Customer",
                Codecs.serialization(Serializable.class),
                new Customer("Ann", null));
        assertEncodeSays("class=dev.shm.elements.Elements$Guest", codec, order(new Guest()));
        assertInstanceOf(
                Guest.class,
                Coded.trip(Codecs.serialization(Order.class, Guest.class), order(new Guest()))
                        .customer());
    }

    @Test
    void encode_lambda_isRefused() {
        Runnable lambda = (Runnable & Serializable) () -> {};
        assertEncodeSays(
                "class=java.lang.invoke.SerializedLambda", Codecs.serialization(Holder.class), new Holder(lambda, 1));
    }

    @Test
    void decode_gadget_hasNoEffect() throws IOException {
        byte[] gadget = serialized(new Gadget());
        byte[] inside = serialized(new Holder(1, new Gadget()));
        Effects.read = 0;
        assertDecodeSays("refused by the filter: class=dev.shm.elements.Elements$Gadget", String.class, gadget);
        assertDecodeSays("refused by the filter: class=dev.shm.elements.Elements$Gadget", Holder.class, inside);
        assertEquals(0, Effects.read);
        Codec<Object> mine = Codecs.serialization("dev.shm.elements.Elements$Holder;java.base/*");
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Coded.decode(mine, inside));
        assertTrue(refusal.getMessage().contains("Gadget"), "undecided is refused: " + refusal.getMessage());
        assertEquals(0, Effects.read);
        Coded.decode(Codecs.serialization(Gadget.class), gadget);
        assertEquals(1, Effects.read, "the test could have seen it");
    }

    @Test
    void decode_forbiddenClass_isNotInitialized() throws IOException {
        String gadget = new String(serialized(new Gadget()), StandardCharsets.ISO_8859_1);
        byte[] sleepy = gadget.replace("Gadget", "Sleepy").getBytes(StandardCharsets.ISO_8859_1);
        assertDecodeSays("refused by the filter: class=dev.shm.elements.Elements$Sleepy", Holder.class, sleepy);
        assertFalse(Effects.initialized);
        Coded.decode(Codecs.serialization("*"), sleepy);
        assertTrue(Effects.initialized, "the test could have seen it");
    }

    @Test
    void decode_proxy_isRefused() throws IOException {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new Handler(new Gadget()));
        byte[] bytes = serialized(new Holder(proxy, null));
        Effects.read = 0;
        assertDecodeSays("refused by the filter: class=", Holder.class, bytes);
        assertEncodeSays(
                "refused by the filter of the codec: class=", Codecs.serialization(Holder.class), new Holder(proxy, 1));
        assertEquals(0, Effects.read);
    }

    private record Handler(Object gadget) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return null;
        }
    }

    @Test
    void decode_otherElement_isRefused() throws IOException {
        byte[] text = serialized("text");
        byte[] nothing = serialized(null);
        assertThrows(ClassCastException.class, () -> Coded.decode(Codecs.serialization(Order.class), text));
        assertThrows(NullPointerException.class, () -> Coded.decode(Codecs.serialization(Order.class), nothing));
        byte[] two = Arrays.copyOf(text, text.length + 1);
        assertDecodeSays("longer than what is in it", String.class, two);
    }

    /** A codec in an element would read other elements, by a filter of its own. */
    @Test
    void decode_codecThatLetsInMore_isRefused() throws IOException {
        byte[] anything = serialized(new Holder(Codecs.serialization("*"), null));
        assertDecodeSays("class=dev.shm.queues.FilteredCodec,", Holder.class, anything);
        byte[] gadgets = serialized(new Holder(Codecs.serialization(Gadget.class), null));
        assertDecodeSays("class=dev.shm.elements.Elements$Gadget", Holder.class, gadgets);
        byte[] one = serialized(new Holder(Codecs.serialization(Holder.class), Codecs.records(Point.class)));
        Holder read = Coded.decode(Codecs.serialization(Holder.class, Point.class), one);
        assertEquals(new Point(1, 2), Coded.trip(Codecs.records(Point.class), new Point(1, 2)));
        assertInstanceOf(ComponentsCodec.class, read.b);
    }

    /** The library's own classes come as references only. */
    @Test
    void decode_sharedObjectItself_isRefused() throws IOException {
        String name = "dev.shm.value.SharedLong";
        byte[] item = serialized(new Item("pen", 1));
        ByteArrayOutputStream forged = new ByteArrayOutputStream();
        // TC_OBJECT, TC_CLASSDESC, its name, no fields.
        forged.write(item, 0, 4);
        forged.write(0x73);
        forged.write(0x72);
        forged.write(0);
        forged.write(name.length());
        forged.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        long suid = ObjectStreamClass.lookup(SharedLong.class).getSerialVersionUID();
        forged.writeBytes(ByteBuffer.allocate(8).putLong(suid).array());
        forged.writeBytes(new byte[] {2, 0, 0, 0x78, 0x70});
        assertDecodeSays("dev.shm.value.SharedLong; not a reference", Holder.class, forged.toByteArray());
    }

    // ---- limits ----

    /** In less than 50 bytes. */
    @Test
    void decode_arrayLongerThanTheBytes_isRefusedBeforeItIsAllocated() throws IOException {
        for (Object array : new Object[] {new long[0], new byte[0], new Object[0], new String[0]}) {
            byte[] bytes = serialized(array);
            Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0x7F);
            assertTrue(bytes.length < 50);
            assertDecodeSays("elements of arrays=2139062143", array.getClass(), bytes);
        }
    }

    /** Each is not too long; all of them are. */
    @Test
    void decode_arraysLongerThanTheBytesTogether_areRefused() throws IOException {
        Object[] nested = new Object[0];
        for (int i = 0; i < 20; i++) {
            nested = new Object[] {nested};
        }
        byte[] bytes = serialized(nested);
        for (int i = 0; i < bytes.length - 3; i++) {
            if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 0 && bytes[i + 3] == 1) {
                bytes[i + 3] = 100;
            }
        }
        assertDecodeSays(
                "refused by the filter: class=[Ljava.lang.Object;, elements of arrays=300", Object[].class, bytes);
    }

    @Test
    void decode_deeplyNested_isRefused() throws IOException {
        Holder chain = null;
        for (int i = 0; i < 150; i++) {
            chain = new Holder(null, chain);
        }
        assertEquals(
                Holder.class,
                Coded.trip(Codecs.serialization(Holder.class), chain).getClass());
        for (int i = 0; i < 100; i++) {
            chain = new Holder(null, chain);
        }
        assertDecodeSays("depth=201", Holder.class, serialized(chain));
    }

    @Test
    void decode_deeperThanTheStack_isRefusedNotAnError() {
        Codec<Holder> anything = Codecs.serialization("*");
        Holder chain = null;
        for (int i = 0; i < 1_000_000; i++) {
            chain = new Holder(null, chain);
        }
        Holder whole = chain;
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Coded.encode(anything, whole));
        assertInstanceOf(StackOverflowError.class, refusal.getCause());
    }

    // ---- with a filter ----

    @Test
    void filter_own_decidesBothWays() throws IOException {
        ObjectInputFilter filter = info -> info.serialClass() == Gadget.class
                ? ObjectInputFilter.Status.REJECTED
                : ObjectInputFilter.Status.ALLOWED;
        Codec<Object> codec = Codecs.serialization(filter);
        assertEquals(new Item("pen", 1), Coded.trip(codec, new Item("pen", 1)));
        Effects.read = 0;
        assertEncodeSays("class=dev.shm.elements.Elements$Gadget", codec, new Gadget());
        byte[] gadget = serialized(new Gadget());
        assertThrows(IllegalArgumentException.class, () -> Coded.decode(codec, gadget));
        assertEquals(0, Effects.read);
        Codec<Object> limits = Codecs.serialization("maxdepth=100");
        assertEncodeSays("class=dev.shm.elements.Elements$Item", limits, new Item("pen", 1));
        assertThrows(IllegalArgumentException.class, () -> Codecs.serialization(""));
        assertThrows(IllegalArgumentException.class, () -> Codecs.serialization("maxdepth=x"));
        assertThrows(NullPointerException.class, () -> Codecs.serialization((ObjectInputFilter) null));
    }

    private static <E> void assertEncodeSays(String expected, Codec<E> codec, E element) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Coded.encode(codec, element));
        assertTrue(refusal.getMessage().contains(expected), refusal::getMessage);
    }

    private static void assertDecodeSays(String expected, Class<?> type, byte[] bytes) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Coded.decode(Codecs.serialization(type), bytes));
        assertTrue(refusal.getMessage().contains(expected), refusal::getMessage);
    }
}
