package dev.shm.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Shrinks the limits of the hang guard, for tests in which it is to strike. */
final class ShortGuard {

    private ShortGuard() {}

    /** Runs what must fail, with the limits times the factor, and returns the message of the failure. */
    static String failureOf(double factor, Executable failing) {
        String before = System.getProperty(HangGuard.FACTOR_PROPERTY, "1");
        System.setProperty(HangGuard.FACTOR_PROPERTY, Double.toString(factor));
        try {
            return assertThrows(AssertionError.class, failing).getMessage();
        } finally {
            System.setProperty(HangGuard.FACTOR_PROPERTY, before);
        }
    }
}
