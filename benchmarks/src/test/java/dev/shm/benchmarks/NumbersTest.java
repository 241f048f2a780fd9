package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void quantity_time_hasTheUnitThatKeepsItShort() {
        assertEquals("4.80 ns", Numbers.quantity(4.801, "ns_per_op"));
        assertEquals("56.4 µs", Numbers.quantity(56_362.6, "ns_per_round_trip"));
        assertEquals("4.08 ms", Numbers.quantity(4.08, "ms_per_space"));
        assertEquals("1.00 ms", Numbers.quantity(999_600, "ns_per_op"));
    }

    @Test
    void quantity_rate_hasTheUnitThatKeepsItShort() {
        assertEquals("15.9 M/s", Numbers.quantity(15_870_735, "increments_per_s"));
        assertEquals("7.00/s", Numbers.quantity(7, "increments_per_s"));
    }

    @Test
    void ratio_small_saysHowManyTimesLess() {
        assertEquals("1/128", Numbers.ratio(0.0078));
        assertEquals("0.85", Numbers.ratio(0.85));
    }

    @Test
    void parse_lineOfAPeer_hasItsNumbers() {
        Reading reading = Reading.parse("ns_per_op=19.83 ops=25261000 ok=true\n");
        assertEquals(19.83, reading.get("ns_per_op"));
        assertEquals(25_261_000, reading.get("ops"));
        assertThrows(IllegalStateException.class, () -> reading.get("ok"));
    }
}
