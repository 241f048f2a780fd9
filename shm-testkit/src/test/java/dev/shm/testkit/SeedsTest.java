package dev.shm.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void random_sameName_repeats() {
        assertEquals(Seeds.random("a").nextLong(), Seeds.random("a").nextLong());
        assertNotEquals(Seeds.random("a").nextLong(), Seeds.random("b").nextLong());
        assertEquals(Seeds.splittable("a").nextLong(), Seeds.splittable("a").nextLong());
    }

    @Test
    void random_propertySet_followsIt() {
        long drawn = Seeds.random("a").nextLong();
        String before = System.setProperty(Seeds.PROPERTY, "123");
        try {
            long set = Seeds.random("a").nextLong();
            assertEquals(set, Seeds.random("a").nextLong());
            if (before == null) {
                assertNotEquals(drawn, set);
            }
        } finally {
            if (before == null) {
                System.clearProperty(Seeds.PROPERTY);
            } else {
                System.setProperty(Seeds.PROPERTY, before);
            }
        }
    }
}
