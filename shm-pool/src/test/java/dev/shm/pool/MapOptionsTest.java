package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which chunks are made of how many elements. */
class MapOptionsTest {
    @Test
    void chunks_default_growSmaller() {
        assertArrayEquals(
                new int[] {16, 14, 13, 11, 10, 8, 7, 7, 6, 5, 4, 4, 4, 4, 4, 4, 4, 3},
                MapOptions.DEFAULT.chunks(128, 2));
    }

    @Test
    void chunks_asked_areOfThatSize() {
        assertArrayEquals(new int[] {3, 3, 3, 1}, MapOptions.chunksOf(3).chunks(10, 4));
        assertArrayEquals(new int[] {10}, MapOptions.chunksOf(Integer.MAX_VALUE).chunks(10, 4));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "10,4", "1000,1", "1000,3", "200000,64", "2147483647,2", "2147483647,500"})
    void chunks_default_haveAllElementsAndAreFew(int elements, int workers) {
        int[] chunks = MapOptions.DEFAULT.chunks(elements, workers);

        assertEquals(elements, Arrays.stream(chunks).asLongStream().sum());
        assertTrue(Arrays.stream(chunks).allMatch(chunk -> chunk > 0));
        assertTrue(chunks.length <= 16 * workers, () -> chunks.length + " chunks");
    }
}
