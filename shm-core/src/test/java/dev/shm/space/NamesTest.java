package dev.shm.space;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class NamesTest {
    private static final List<String> BAD = List.of(
            "",
            ".",
            "..",
            ".hidden",
            ".processes",
            ".new-1",
            "a/b",
            "/",
            "/etc/passwd",
            "../a",
            "a/../../b",
            "-rf",
            "_a",
            "a b",
            "a\n",
            "a\0b",
            "\u00e4",
            "a\u00e4",
            "\u0661", // a digit, but not one of those ten
            "a\\b",
            "a:b",
            "a*",
            "\ud83d\udd12",
            "a".repeat(101),
            "a".repeat(300));

    private static final List<String> GOOD =
            List.of("a", "Z", "0", "a.b", "a..", "a-b_c", "9", "A".repeat(100), "con", "lost+found".replace('+', '.'));

    @Test
    void space_badName_isRefused() {
        List<String> before = SharedSpace.list();
        for (String name : BAD) {
            Object[] parts = {"\"" + name + "\"", "length=" + name.length(), "take 1 to 100 of the characters"};
            assertRefused(IllegalArgumentException.class, () -> SharedSpace.create(name), parts);
            assertRefused(IllegalArgumentException.class, () -> SharedSpace.open(name), parts);
            assertRefused(IllegalArgumentException.class, () -> SharedSpace.openOrCreate(name), parts);
            assertRefused(IllegalArgumentException.class, () -> SharedSpace.delete(name), parts);
        }
        assertThrows(NullPointerException.class, () -> SharedSpace.create((String) null));
        assertEquals(before, SharedSpace.list());
    }

    @Test
    void object_badName_isRefused() {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedLong.create(space, "witness", 42);
            for (String name : BAD) {
                Object[] parts = {"\"" + name + "\"", "length=" + name.length(), "take 1 to 100 of the characters"};
                assertRefused(IllegalArgumentException.class, () -> SharedLong.create(space, name), parts);
                assertRefused(IllegalArgumentException.class, () -> SharedLong.open(space, name), parts);
                assertRefused(IllegalArgumentException.class, () -> SharedLong.openOrCreate(space, name), parts);
                assertRefused(IllegalArgumentException.class, () -> space.deleteObject(name), parts);
            }
            assertThrows(NullPointerException.class, () -> SharedLong.create(space, null));
            assertEquals(1, space.objects().size());
            assertEquals(42, SharedLong.open(space, "witness").get());
        }
    }

    @Test
    void object_goodName_isTaken() {
        try (SharedSpace space = SharedSpace.temporary()) {
            for (String name : GOOD) {
                assertEquals(name, SharedLong.create(space, name).name());
            }
            assertEquals(
                    GOOD.stream().sorted().toList(),
                    space.objects().stream().map(ObjectInfo::name).toList());
        }
    }

    @Test
    void space_goodName_isTaken() {
        for (String name : GOOD) {
            String unlikely = name.substring(0, Math.min(name.length(), 80)) + "-NamesTest";
            try (SharedSpace space = SharedSpace.create(unlikely)) {
                assertEquals(unlikely, space.name());
                assertEquals(true, SharedSpace.list().contains(unlikely));
            } finally {
                SharedSpace.delete(unlikely);
            }
        }
    }
}
