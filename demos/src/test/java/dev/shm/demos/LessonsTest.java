package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.testkit.LeakCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demos of processes and pools say what the tutorial says. */
@ExtendWith(LeakCheck.class)
class LessonsTest {
    private static List<String> lines(String demo) {
        Demo.Result result = Demo.run("demo", demo);

        assertEquals(0, result.status(), result::toString);
        assertEquals("", result.errors(), "nothing is said, nor shown, on what isn't a terminal");
        return result.lines();
    }

    @Test
    void square_tenNumbers_areSquaredInTheirOrder() {
        assertEquals(List.of("[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]"), lines("square"));
    }

    @Test
    void starmap_threePairs_areRaised() {
        assertEquals(List.of("[8, 27, 64]"), lines("starmap"));
    }

    @Test
    void numbers_tenToForty_haveALineEachInTheirOrder() {
        assertEquals(
                List.of(
                        "10: Fibonacci 55, square root 3.1623, logarithm 2.3026",
                        "15: Fibonacci 610, square root 3.8730, logarithm 2.7081",
                        "20: Fibonacci 6765, square root 4.4721, logarithm 2.9957",
                        "25: Fibonacci 75025, square root 5.0000, logarithm 3.2189",
                        "30: Fibonacci 832040, square root 5.4772, logarithm 3.4012",
                        "35: Fibonacci 9227465, square root 5.9161, logarithm 3.5553",
                        "40: Fibonacci 102334155, square root 6.3246, logarithm 3.6889"),
                lines("numbers"));
    }
}
