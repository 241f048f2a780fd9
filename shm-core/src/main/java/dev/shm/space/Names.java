package dev.shm.space;

import java.util.Objects;

/** Names of spaces and objects: they are file names, so they are held to what every file system takes. */
final class Names {
    static final int MAX_LENGTH = 100;

    private Names() {}

    /** A letter or digit first: what begins with a dot is the toolkit's own. */
    static String check(String what, String name) {
        Objects.requireNonNull(name, what);
        boolean good = !name.isEmpty() && name.length() <= MAX_LENGTH && isAlphanumeric(name.charAt(0));
        for (int i = 0; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good = isAlphanumeric(c) || c == '.' || c == '_' || c == '-';
        }
        if (!good) {
            throw new IllegalArgumentException("not a name: " + what + "=\"" + name + "\", length=" + name.length()
                    + "; take 1 to " + MAX_LENGTH
                    + " of the characters A-Z a-z 0-9 . _ - of which the first is a letter or digit");
        }
        return name;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
