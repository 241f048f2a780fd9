package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.elements.Marshallables.Basket;
import dev.shm.elements.Marshallables.Numbered;
import dev.shm.elements.Marshallables.Tick;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objects by Chronicle Bytes: in JVMs of their own, since it has to do with options and prints. */
@ExtendWith(LeakCheck.class)
class MarshallableCodecTest {
    private static final int NEWEST_JDK_OF_CHRONICLE = 25;

    /** All that the codec needs, and only for classes that leave their fields to Chronicle. */
    private static final String[] FIELDS = {"--add-opens=java.base/java.lang.reflect=ALL-UNNAMED"};

    /** What Chronicle asks for in general. */
    private static final String[] ALL = {
        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
        "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
        "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED"
    };

    @BeforeEach
    void requireChronicle() {
        Assumptions.assumeTrue(
                Runtime.version().feature() <= NEWEST_JDK_OF_CHRONICLE,
                () -> "Chronicle Bytes does not run on JDK " + Runtime.version().feature());
    }

    private static void assertRuns(Class<?> main, String classPath, String... options) {
        try (ChildJvm child =
                ChildJvm.of(main).options(options).classPath(classPath).start()) {
            child.awaitLine("all is well");
            assertEquals(0, child.awaitExit(), child::errors);
        }
    }

    private static String classPath(boolean withChronicle) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> withChronicle || !entry.contains("chronicle"))
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void marshallables_ownFields_needNoOptions() {
        assertRuns(OwnFields.class, classPath(true));
    }

    static final class OwnFields {
        public static void main(String[] arguments) throws IOException, ClassNotFoundException {
            Codec<Tick> codec = travelled(Codecs.marshallables(Tick.class));
            assertEquals("chronicle dev.shm.elements.Marshallables$Tick", codec.format());
            Random random = Seeds.random("ticks");
            Tick tick = new Tick();
            for (int i = 0; i < 2000; i++) {
                tick.id = random.nextLong();
                tick.symbol = i == 0 ? null : "é".repeat(random.nextInt(1000));
                tick.price = random.nextDouble();
                byte[] bytes = Coded.encode(codec, tick);
                Tick read = Coded.decode(codec, bytes);
                assertEquals(tick.id, read.id);
                assertEquals(tick.symbol, read.symbol);
                assertEquals(tick.price, read.price);
                assertThrows(
                        RuntimeException.class,
                        () -> Coded.decode(codec, Arrays.copyOf(bytes, random.nextInt(bytes.length))));
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Coded.decode(codec, Arrays.copyOf(bytes, bytes.length + 1)));
            }
            byte[] bytes = Coded.encode(codec, tick);
            assertEquals(tick.id, codec.decode(Coded.readOnly(bytes)).id);
            ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 2).position(2);
            codec.encode(tick, direct);
            assertEquals(ByteBuffer.wrap(bytes), direct.flip().position(2));
            IllegalArgumentException tooLong =
                    assertThrows(IllegalArgumentException.class, () -> Scratch.encode(codec, tick, "a small queue", 8));
            assertTrue(tooLong.getMessage().startsWith("too long: to=a small queue"), tooLong::getMessage);
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> Codecs.marshallables(Numbered.class));
            assertTrue(refusal.getMessage().contains("constructor without parameters"), refusal::getMessage);
            IllegalStateException closed = assertThrows(
                    IllegalStateException.class,
                    () -> Coded.encode(Codecs.marshallables(Basket.class), basket(random)));
            assertTrue(
                    closed.getMessage().contains("--add-opens java.base/java.lang.reflect=ALL-UNNAMED"),
                    closed::getMessage);
            Child.say("all is well");
        }

        @SuppressWarnings("unchecked")
        private static <E> Codec<E> travelled(Codec<E> codec) throws IOException, ClassNotFoundException {
            byte[] bytes = SerializationCodecTest.serialized(codec);
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
                return (Codec<E>) in.readObject();
            }
        }
    }

    private static Basket basket(Random random) {
        return new Basket(
                random.nextLong(),
                "owner " + random.nextInt(),
                random.ints(random.nextInt(20)).toArray(),
                List.of("pen", "", "ink" + random.nextInt()),
                random.nextDouble());
    }

    @Test
    void marshallables_fieldsLeftToChronicle_needOneOption() {
        assertRuns(LeftFields.class, classPath(true), FIELDS);
    }

    @Test
    void marshallables_allOptionsOfChronicle_runToo() {
        assertRuns(LeftFields.class, classPath(true), ALL);
    }

    static final class LeftFields {
        public static void main(String[] arguments) {
            Codec<Basket> codec = Codecs.marshallables(Basket.class);
            Random random = Seeds.random("baskets");
            for (int i = 0; i < 2000; i++) {
                Basket basket = basket(random);
                byte[] bytes = Coded.encode(codec, basket);
                assertEquals(basket.toString(), Coded.decode(codec, bytes).toString());
                CodecFuzz.damaged(bytes, random, damaged -> CodecFuzz.assertHarmless(codec, damaged));
            }
            Child.say("all is well");
        }
    }

    @Test
    void marshallables_chronicleAbsent_saysWhatToAdd() {
        assertRuns(WithoutChronicle.class, classPath(false));
    }

    static final class WithoutChronicle {
        @SuppressWarnings({"unchecked", "rawtypes"}) // a real one could not be loaded
        public static void main(String[] arguments) {
            assertEquals(5L, Coded.trip(Codecs.longs(), 5L));
            assertEquals(5, Coded.trip(Codecs.serialization(Integer.class), 5));
            IllegalStateException absent =
                    assertThrows(IllegalStateException.class, () -> Codecs.marshallables((Class) Object.class));
            assertTrue(absent.getMessage().contains("add net.openhft:chronicle-bytes"), absent::getMessage);
            Child.say("all is well");
        }
    }
}
