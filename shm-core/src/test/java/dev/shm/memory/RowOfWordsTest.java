package dev.shm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A row of words that begins in one mapping of a file and ends in the next one. */
@ExtendWith(LeakCheck.class)
class RowOfWordsTest {
    private static final long CHUNK_BYTES = 1L << 30;
    private static final int AROUND = 4;

    @Test
    void getPlain_rowAcrossTwoMappings_isAsOneByOne() {
        try (SharedSpace space = SharedSpace.temporary()) {
            ObjectSpec spec = ObjectSpec.of(new ObjectType(3000, "test", 1), CHUNK_BYTES);
            Words words = space.createObject("large", spec.sparse()).words();
            long start = CHUNK_BYTES - AROUND * Long.BYTES;
            for (int i = 0; i < 2 * AROUND; i++) {
                words.setPlain(start + (long) i * Long.BYTES, i + 1);
            }
            for (int first = 0; first < 2 * AROUND; first++) {
                for (int i = 0; first + i < 2 * AROUND; i++) {
                    assertEquals(first + i + 1, words.getPlain(start + (long) first * Long.BYTES, i));
                }
            }
            long end = words.lengthBytes() - Long.BYTES;
            assertEquals(0, words.getPlain(end, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> words.getPlain(end, 1));
        }
    }
}
