package dev.shm.value;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.AlreadyExistsException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SharedLongContractTest extends LongContract {
    private final AtomicInteger made = new AtomicInteger();
    private SharedSpace space;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    @Override
    Number make(long initial) {
        return SharedLong.create(space, "value-" + made.incrementAndGet(), initial);
    }

    /** All that AtomicLong has, under the same names: who knows the one knows the other. */
    @Test
    void methods_allOfAtomicLong_arePresent() {
        Set<String> missing = new TreeSet<>();
        for (Method method : AtomicLong.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !method.isAnnotationPresent(Deprecated.class)) {
                missing.add(signature(method));
            }
        }
        Arrays.stream(SharedLong.class.getMethods())
                .map(SharedLongContractTest::signature)
                .forEach(missing::remove);
        assertEquals(Set.of(), missing);
    }

    private static String signature(Method method) {
        return method.getReturnType().getSimpleName() + " " + method.getName() + List.of(method.getParameterTypes());
    }

    @Test
    void create_withoutInitial_isZero() {
        assertEquals(0, SharedLong.create(space, "zero").get());
        assertEquals(0, SharedLong.openOrCreate(space, "zero-too").get());
    }

    @Test
    void openOrCreate_existing_initialIsIgnored() {
        SharedLong first = SharedLong.openOrCreate(space, "a", 5);
        assertEquals(5, SharedLong.openOrCreate(space, "a", 6).get());
        assertEquals("a", first.name());
    }

    @Test
    void open_twice_oneValue() {
        SharedLong one = SharedLong.create(space, "a");
        SharedLong other = SharedLong.open(space, "a");
        one.set(9);
        assertEquals(9, other.get());
        assertSame(one.ownLock(), other.ownLock());
    }

    @Test
    void create_existing_throws() {
        SharedLong.create(space, "a", 1);
        assertRefused(
                AlreadyExistsException.class,
                () -> SharedLong.create(space, "a", 2),
                "SharedValue of long",
                space.path().resolve("a"),
                "openOrCreate");
        assertEquals(1, SharedLong.open(space, "a").get());
    }

    @Test
    void open_missing_throws() {
        assertRefused(
                NotFoundException.class,
                () -> SharedLong.open(space, "a"),
                "SharedValue of long",
                space.path().resolve("a"),
                "openOrCreate");
        assertTrue(space.objects().isEmpty());
    }

    @Test
    void everyMethod_spaceClosed_throws() {
        SharedLong value = SharedLong.create(space, "a");
        space.close();
        for (Method method : SharedLong.class.getDeclaredMethods()) {
            boolean local = Set.of("name", "ownLock").contains(method.getName());
            if (Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()) && !local) {
                assertRefused(
                        IllegalStateException.class,
                        () -> call(value, method.getName(), argumentsOf(method)),
                        "closed",
                        "/a");
            }
        }
        assertEquals("a", value.name());
        assertThrows(IllegalStateException.class, value::ownLock);
    }

    private static Object[] argumentsOf(Method method) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            if (type == long.class) {
                arguments[i] = 0L;
            } else if (type == LongUnaryOperator.class) {
                arguments[i] = INCREMENT;
            } else {
                arguments[i] = (LongBinaryOperator) Long::sum;
            }
        }
        return arguments;
    }

    @Test
    void serialized_readInTheSameJvm_isTheSameValue() throws Exception {
        SharedLong value = SharedLong.create(space, "a", 5);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            SharedLong read = (SharedLong) in.readObject();
            assertEquals(6, read.incrementAndGet());
            assertSame(value.ownLock(), read.ownLock());
        }
    }
}
