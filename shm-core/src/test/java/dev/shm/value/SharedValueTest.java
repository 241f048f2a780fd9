package dev.shm.value;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a value of whatever type does besides its atomic operations. */
@ExtendWith(LeakCheck.class)
class SharedValueTest {
    private SharedSpace space;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    static Stream<Arguments> twins() {
        return Stream.of(
                Arguments.of(AtomicLong.class, SharedLong.class),
                Arguments.of(AtomicInteger.class, SharedInt.class),
                Arguments.of(AtomicBoolean.class, SharedBoolean.class));
    }

    /** All that the JDK's class has, under the same names: who knows the one knows the other. */
    @ParameterizedTest
    @MethodSource("twins")
    void methods_allOfTheJdksClass_arePresent(Class<?> atomic, Class<?> shared) {
        Set<String> missing = new TreeSet<>();
        for (Method method : atomic.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !method.isAnnotationPresent(Deprecated.class)) {
                missing.add(signature(method));
            }
        }
        Arrays.stream(shared.getMethods()).map(SharedValueTest::signature).forEach(missing::remove);
        assertEquals(Set.of(), missing);
    }

    private static String signature(Method method) {
        return method.getReturnType().getSimpleName() + " " + method.getName() + List.of(method.getParameterTypes());
    }

    @ParameterizedTest
    @EnumSource
    void create_withoutInitial_isZero(Kind kind) {
        Methods.callStatic(kind.valueClass(), "create", space, "zero");
        Methods.callStatic(kind.valueClass(), "openOrCreate", space, "zero-too");
        assertEquals(kind.of(0), Methods.call(kind.open(space, "zero"), "get"));
        assertEquals(kind.of(0), Methods.call(kind.open(space, "zero-too"), "get"));
    }

    @ParameterizedTest
    @EnumSource
    void create_negativeInitial_isKept(Kind kind) {
        Object value = kind.create(space, "a", kind.of(-1));
        assertEquals(kind.of(-1), Methods.call(value, "get"));
        assertEquals(true, Methods.call(value, "compareAndSet", kind.of(-1), kind.of(0)));
    }

    @ParameterizedTest
    @EnumSource
    void openOrCreate_existing_initialIsIgnored(Kind kind) {
        SharedValue first = (SharedValue) Methods.callStatic(kind.valueClass(), "openOrCreate", space, "a", kind.of(5));
        Object again = Methods.callStatic(kind.valueClass(), "openOrCreate", space, "a", kind.of(6));
        assertEquals(kind.of(5), Methods.call(again, "get"));
        assertEquals("a", first.name());
    }

    @ParameterizedTest
    @EnumSource
    void open_twice_oneValue(Kind kind) {
        SharedValue one = kind.create(space, "a", kind.of(0));
        SharedValue other = kind.open(space, "a");
        Methods.call(one, "set", kind.of(9));
        assertEquals(kind.of(9), Methods.call(other, "get"));
        assertSame(one.ownLock(), other.ownLock());
        assertNotEquals(one, other);
    }

    @ParameterizedTest
    @EnumSource
    void create_existing_throws(Kind kind) {
        kind.create(space, "a", kind.of(1));
        assertRefused(
                AlreadyExistsException.class,
                () -> kind.create(space, "a", kind.of(2)),
                "SharedValue of " + kind.type(),
                space.path().resolve("a"),
                "openOrCreate");
        assertEquals(kind.of(1), Methods.call(kind.open(space, "a"), "get"));
    }

    @ParameterizedTest
    @EnumSource
    void open_missing_throws(Kind kind) {
        assertRefused(
                NotFoundException.class,
                () -> kind.open(space, "a"),
                "SharedValue of " + kind.type(),
                space.path().resolve("a"),
                "openOrCreate");
        assertTrue(space.objects().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void open_otherType_throws(Kind kind) {
        kind.create(space, "a", kind.of(1));
        kind.createArray(space, "array", 3);
        for (Kind other : Kind.values()) {
            if (other != kind) {
                assertRefused(
                        InvalidFileException.class,
                        () -> other.open(space, "a"),
                        space.path().resolve("a"),
                        "element type",
                        "(" + other.type() + ")",
                        "(" + kind.type() + ")");
            }
        }
        assertRefused(InvalidFileException.class, () -> kind.open(space, "array"), "array", "kind");
    }

    @ParameterizedTest
    @EnumSource
    void everyMethod_spaceClosed_throws(Kind kind) {
        SharedValue value = kind.create(space, "a", kind.of(1));
        space.close();
        for (Method method : kind.valueClass().getDeclaredMethods()) {
            boolean local = Set.of("name", "ownLock").contains(method.getName());
            if (Modifier.isPublic(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.isBridge()
                    && !local) {
                assertRefused(
                        IllegalStateException.class,
                        () -> Methods.call(value, method.getName(), AnyArguments.of(kind, method)),
                        "closed",
                        "/a");
            }
        }
        assertEquals("a", value.name());
        assertThrows(IllegalStateException.class, value::ownLock);
    }

    @ParameterizedTest
    @EnumSource
    void serialized_readInTheSameJvm_isTheSameValue(Kind kind) {
        SharedValue value = kind.create(space, "a", kind.of(5));
        SharedValue read = Travel.of(value);
        Methods.call(read, "set", kind.of(6));
        assertEquals(kind.of(6), Methods.call(value, "get"));
        assertSame(value.getClass(), read.getClass());
        assertSame(value.ownLock(), read.ownLock());
    }

    /** What floating point has of its own: bits are compared, not numbers. */
    @Test
    void compareAndSet_zerosAndNaN_comparesBits() {
        SharedDouble number = SharedDouble.create(space, "double", 0.0);
        assertEquals(false, number.compareAndSet(-0.0, 1));
        assertEquals(true, number.compareAndSet(0.0, Double.NaN));
        assertEquals(true, number.compareAndSet(Double.NaN, -0.0));
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(number.get()));
        SharedFloat small = SharedFloat.create(space, "float", -0.0f);
        assertEquals(false, small.compareAndSet(0.0f, 1));
        assertEquals(true, small.compareAndSet(-0.0f, Float.NaN));
        assertEquals(true, small.compareAndSet(Float.NaN, Float.NEGATIVE_INFINITY));
        assertEquals(Float.NEGATIVE_INFINITY, small.get());
    }

    @Test
    void addAndGet_fractions_roundsAsItsType() {
        SharedDouble number = SharedDouble.create(space, "double", 0.1);
        assertEquals(0.1 + 0.2, number.addAndGet(0.2));
        assertEquals((0.1 + 0.2) * 1.5, number.updateAndGet(value -> value * 1.5));
        SharedFloat small = SharedFloat.create(space, "float", 0.1f);
        assertEquals(0.1f + 0.2f, small.addAndGet(0.2f));
        assertEquals(0.1f + 0.2f, small.getAndAccumulate(3, (value, x) -> value / x));
        assertEquals((float) ((double) (0.1f + 0.2f) / 3), small.get());
    }
}
