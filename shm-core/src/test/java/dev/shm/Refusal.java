package dev.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Asserts that something is refused, and in words that a user can act on. */
public final class Refusal {
    private Refusal() {}

    /**
     * Asserts exactly this type of exception, a message with each of the parts in their order, and behind a semicolon some
     * words on what to do.
     *
     * @param <X> the type
     * @param type not a supertype of it
     * @param action what is refused
     * @param parts what the message names
     * @return the exception
     */
    public static <X extends Throwable> X assertRefused(Class<X> type, Executable action, Object... parts) {
        X refusal = assertThrows(type, action);
        assertEquals(type, refusal.getClass());
        String message = refusal.getMessage();
        int at = 0;
        for (Object part : parts) {
            int found = message.indexOf(String.valueOf(part), at);
            assertTrue(found >= 0, () -> "\"" + part + "\" is missing, or not in its place, in: " + message);
            at = found + String.valueOf(part).length();
        }
        assertTrue(message.matches("(?s).*; \\w+.*"), () -> "no advice in: " + message);
        return refusal;
    }
}
